/* What the desk's server sends: app/desk/api. */

/** The columns of a table, each with its cell. */
export type Row = Record<string, string>;
/** A code and its words. */
export type Pair = [string, string];
export type Verb = "accept" | "reject" | "not-ours" | "undo";

export interface Anchor { first_line: number; last_line: number; begins: number; ends: number; page: number }
export interface Held { reference: string; words: string; verdict: "agrees" | "contradicts" | "repeats" }
export interface Candidate {
  id: string; row: Row; anchor: Anchor; before: string; after: string; others: string[]; why: string[]; held: Held[];
  /** Whether the curator made it of selected words. */
  own?: boolean;
  /** Whether a new edition asks it again: why it does must be seen. */
  asked?: boolean;
  /** The claims, in words, that were accepted from its very words before. */
  accepted?: string[];
}
export interface Decision { id: string; verb: Verb; row: Row; reason: string; at: string; curator: string; before?: boolean }
export interface Addition { id: string; table: string; row: Row; drawn: boolean }
export interface Subject { id: string; name: string; hint: string; also?: string }
export interface DocumentText {
  name: string; kind: string; sha256: string; text_sha256: string; lines: string[]; pages: number[];
  headings: { line: number; text: string }[]; imprint: Row;
}
export interface Draft {
  id: string; revision: number; document: DocumentText; candidates: Candidate[]; decisions: Decision[];
  source: Row; additions: Addition[]; subjects: Subject[]; closed: boolean;
  /** What a curator must know of the document, and what had to be mended in the draft's folder, in sentences. */
  notices: string[];
  /** Routes and corridors that this draft adds, by the candidates whose words name them. */
  offered: Record<string, string[]>;
}
/** What a change answers. */
export interface Changed { revision: number; source: Row; decisions: Decision[]; additions: Addition[]; added: Subject[]; offered: Record<string, string[]> }

export interface Attribute {
  name: string; label: string; meaning: string; kind: "number" | "date" | "code" | "text";
  units: Pair[]; qualifiers: Pair[]; codes: Pair[]; modes: string[];
}
export interface Vocabulary {
  attributes: Attribute[]; scopes: Pair[]; source_kinds: Pair[]; sides: Pair[]; reasons: Pair[]; scripts: Pair[];
  place_kinds: Pair[]; modes: Pair[]; not_mapped_kinds: Pair[]; countries: Pair[];
}
export interface Finding { side: string; code: string; column: string; message: string; signable: boolean; looked_at: string }
export interface Judgement { problems: { column: string; message: string }[]; findings: Finding[]; held: Held[]; beside: { count: number; newest: string[] } }

export interface Talk {
  get: (path: string) => Promise<any>;
  post: (path: string, body: object) => Promise<any>;
  send: (path: string, file: Blob) => Promise<any>;
}
/* ---- a new route: app/desk/drawing, app/desk/new_route.py */

/** A place as the gazetteer finds it; `place_id` is blank where the atlas does not have it, `row` is what it would be. */
export interface FoundPlace {
  name: string; country: string; lon: number; lat: number; place_id: string; geoname_id: number; origin: string;
  country_note: string; hint: string; also: string; warning: string; row: Row; fit: "exact" | "begins" | "near";
  /** Of a name that is only like it: how far it is from the nearest other stop, and which that is; -1 for none. */
  km?: number; from?: number;
}
/** What stands on a line: a place of the atlas or the draft, a new place, or a mere point. */
export interface Stop { lat: number; lon: number; place_id?: string; place?: Row; name?: string; hint?: string; note?: string }
/** A stop as the map shows it; a point has no name. */
export interface MapStop { lat: number; lon: number; name: string }
/** What is typed of a new route and not added yet. */
export interface RouteWork { cells: Row; basis: string; basis_note: string; stops: Stop[]; replaces?: string }
/** drawing_answer: the map under the line, and all choices. */
export interface DrawingWords {
  base: import("../../../geo/web/types.js").Basemap; palette: import("../../../geo/web/types.js").Palette;
  /** West, south, east and north of the first view. */
  home: [number, number, number, number];
  lines: { id: string; name: string; mode: string; lines: number[][] }[];
  places: { id: string; name: string; hint: string; at: [number, number]; zoom: number }[];
  corridors: Pair[]; countries: Pair[]; modes: Pair[]; roles: Pair[]; bases: Pair[]; place_kinds: Pair[]; scripts: Pair[];
  attribution: string;
}
/** line_answer: what is said of a line, and what it adds once nothing is wrong. */
export interface LineAnswer {
  route_id: string; row: Row; drawn_km: number; countries: string[]; lengths: string[]; remarks: string[];
  feature: { properties: Row } | null;
  problems: { table: string; column: string; words: string }[];
  additions: { table: string; row: Row; feature: object }[];
}

/** What every screen of the desk is given. */
export interface Place {
  talk: Talk; words: Vocabulary; main: HTMLElement;
  /** What the curator calls himself. */
  curator: () => string;
  /** Says something that has happened; of a fault it stays until the next. */
  say: (words: string, fault?: boolean) => void;
}
/** A screen: keys that it takes, and what is done when it is left. */
export interface Screen { heard?: (event: KeyboardEvent) => boolean; leave?: () => void }

export interface ShownChange { subject: string; attribute: string; before: string; after: string }
/** What accepting a draft would write. */
export interface Preview {
  revision: number; decided: number; problems: { item: string; message: string }[];
  claims: { item: string; name: string; words: string; printed: string; waits: boolean; open: string[]; said: string[] }[];
  rows: { file: string; rows: string[] }[];
  /** What a reader sees otherwise at once, and what more once a second reading has confirmed what waits. */
  shown: ShownChange[]; confirmed: ShownChange[];
  diff: string[]; stands: string[];
  /** Each new route in words; the systems that are not missing any longer; sentences of briefings that newer claims overtake. */
  routes: { name: string; words: string; picture: string }[]; drawn: string[]; overtaken: string[];
}
/** A document of which claims wait; `count` is how many. */
export interface WaitingDocument { id: string; title: string; publisher: string; count: number }
export interface WaitingClaim {
  /** The id of its source. */
  document: string;
  name: string; subject: string; attribute: string; words: string; printed: string; passage: [string, string, string]; source: string; address: string; row: Row;
  /** Who entered it; null where nothing tells. Whether it lies in `waiting/`; what must be mended first. */
  entered_by: string | null; waits: boolean; faults: string[];
  open: { side: string; words: string; message: string; code: string }[];
}
export interface Release {
  proposed: string; now: string; changelog: string; changes: string[]; waiting: number;
  /** Whether the data is what the present release holds; whether there is a CHANGELOG.md for the words. */
  unchanged: boolean; is_noted: boolean;
}
export interface Note { id: string; claim: string; said: string; printed: string; problem: string; words: string; now: string; release: string; link: string; opened: string }
