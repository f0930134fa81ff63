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
  /** What had to be mended in the draft's folder, in sentences. */
  notices: string[];
}
/** What a change answers. */
export interface Changed { revision: number; source: Row; decisions: Decision[]; additions: Addition[]; added: Subject[] }

export interface Attribute {
  name: string; label: string; meaning: string; kind: "number" | "date" | "code" | "text";
  units: Pair[]; qualifiers: Pair[]; codes: Pair[]; modes: string[];
}
export interface Vocabulary {
  attributes: Attribute[]; scopes: Pair[]; source_kinds: Pair[]; sides: Pair[]; reasons: Pair[]; scripts: Pair[];
  place_kinds: Pair[]; modes: Pair[]; not_mapped_kinds: Pair[];
}
export interface Finding { side: string; code: string; column: string; message: string; signable: boolean; looked_at: string }
export interface Judgement { problems: { column: string; message: string }[]; findings: Finding[]; held: Held[] }

export interface Talk {
  get: (path: string) => Promise<any>;
  post: (path: string, body: object) => Promise<any>;
  send: (path: string, file: Blob) => Promise<any>;
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
  revision: number; problems: { item: string; message: string }[];
  claims: { item: string; name: string; words: string; printed: string; waits: boolean; open: string[]; said: string[] }[];
  rows: { file: string; rows: string[] }[];
  /** What a reader sees otherwise at once, and what more once a second reading has confirmed what waits. */
  shown: ShownChange[]; confirmed: ShownChange[];
  diff: string[]; stands: string[];
}
export interface WaitingClaim { name: string; subject: string; attribute: string; words: string; printed: string; passage: [string, string, string]; source: string; address: string; row: Row; open: { side: string; words: string; message: string }[] }
export interface Release { proposed: string; now: string; changelog: string; changes: string[]; waiting: number }
export interface Note { id: string; claim: string; said: string; printed: string; problem: string; words: string; now: string; release: string; link: string; opened: string }
