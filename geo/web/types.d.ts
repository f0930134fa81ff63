/* The documents that travel from Python to the browser, and what parts of the browser's code tell each
   other. Who makes a document in Python is named beside it. */

/* ---- small words */

export type Section = "corridors" | "modes" | "statuses" | "roles" | "bases" | "countries" | "regions" | "sponsors" | "sources" | "evidence";
export type Words = Partial<Record<Section, string[]>>;
/** [lat, lon] in degrees. */
export type Point = [number, number];
/** Lat, lon of the first point, then steps, all in units of 0.00001 degrees. */
export type FlatLine = number[];
/** First code point, and what its run becomes, joined by `|`: geo.data.folding.fold_runs. */
export type FoldRuns = [number, string][];

/* ---- the map: geo.cartography.web_map */

/** What the colours of lines say. */
export type ColourBy = "corridor" | "mode" | "status";

export interface Stroke { width: number; dash: string }
export interface StrokeStyle { edge: boolean; core: number; band: boolean; dash: string; least_width: number }

export interface MapRoute {
  id: string; name: string; mode: string; status: string; basis: string;
  /** Status and length in words, each with who says so. */
  said: [string, string][];
  context: boolean; corridors: string[]; ends: [string, string]; lines: FlatLine[]; overlay?: boolean;
}
export interface MapPlace { id: string; name: string; at: Point; zoom: number; routes: string[]; node: string; hint: string }
/** map_document: everything of the routes that the map needs, whatever the filter. */
export interface MapDocument {
  /** Up to so many routes drawn are all named, with the places at their ends. */
  few: number;
  routes: MapRoute[]; places: MapPlace[];
  others: { id: string; name: string; at: Point }[];
  /** Each with rows of lat, lon and the half width in degrees of the room that its name has there. */
  regions: { id: string; name: string; at: Point; spots: [number, number, number][] }[];
  /** The zoom from which regions are named. */
  region_zoom: number;
  /** `forms`: the names that the map may write, the longest first. */
  corridors: Record<string, { name: string; forms: string[]; routes: string[]; colour: string }>;
  colours: { modes: Record<string, string>; statuses: Record<string, string>; plain: string; overlay: string };
  strokes: Record<string, Stroke>;
  builds: Record<string, StrokeStyle>;
  words: { modes: Record<string, string>; statuses: Record<string, string>; bases: Record<string, string>; marks: Record<string, string> };
}
export type Symbols = Pick<MapDocument, "colours" | "strokes" | "builds"> & { corridors: Record<string, { colour: string }> };
export type Palette = Record<"paper" | "land" | "far" | "sea" | "coast" | "border" | "river" | "ink" | "halo" | "selected", string>;

type Rings = Point[][];
/** basemap_document: land, water and borders. */
export interface Basemap {
  world: Rings[];
  land: { code: string; name: string; label: Point; rank: number; polygons: Rings[] }[];
  lakes: { name: string; polygons: Rings[] }[];
  seas: { name: string; label: Point; rank: number }[];
  rivers: { rank: number; lines: Point[][] }[];
  borders: { lines: Point[][] }[];
  disputed: { lines: Point[][]; style: string; depictions?: string[] }[];
  insets?: Inset[];
  joints?: Point[][];
}
export interface Inset { box: [number, number, number, number]; countries: { code: string; polygons: Rings[] }[]; borders: Point[][] }

/** A line that only one session sees: app.session.extra_line. */
export interface ExtraLine { id: string; name: string; words: string; note: string; look: string; lines: FlatLine[] }
/** What a pointer or a click can find on the map. */
export type DrawnLine = MapRoute | ExtraLine;

/** What the map is to show. */
export interface MapState {
  ids: string[]; selected: string; depiction: string; colourBy: ColourBy;
  /** What is open: a route, corridor or place, whether or not it is drawn; blank: nothing. */
  opened: string;
  /** "zoom/lat/lon", or blank: stay. */
  camera: string;
  /** Ids to the status whose stroke draws them; null: each its own. */
  statuses: Map<string, string> | null;
  /** The ids that must be named if there is room, each to the days said of it or a blank. */
  named: Map<string, string>;
  /** The map is before an audience: places are named only if they must be, and nothing steps back. */
  spare?: boolean;
  /** The corridors that an audience hears of: their colours alone are drawn. None: all. */
  only?: string[];
}
/** Where a scene's map looks: "zoom/lat/lon"; or, if that is blank, "south/west/north/east". */
export interface Sight { camera: string; box: string }
export type Open = (id: string, latlng?: L.LatLng) => void;

/* ---- the map's frame: app/components/map/map_view.py */

export interface FrameOptions { layers: string; basemap: string; relief: string; view: [Point, Point]; palette: Palette }
/** The data attributes of the element that a rerun sends. */
export type FrameState = Record<"shown" | "selected" | "opened" | "depiction" | "colours" | "strokes" | "camera" | "box" | "only" | "led" | "start" | "release"
  | "named" | "turn" | "own", string>;

/* ---- the legend: app/components/legend/legend.py, geo.export.pack.pack_sections */

export interface LegendOption {
  word: string; label: string; key?: string;
  /** The picture of its symbol; or what the symbol shows. */
  symbol?: string; mode?: string; status?: string; basis?: string; corridor?: string;
  /** Shown only if some route has it now, or it is chosen. */
  extra?: boolean;
}
export interface LegendSection {
  name: Section; option: string; title: string; folded: boolean; options: LegendOption[];
  key?: string;
  /** One word at a time. */
  single?: boolean;
}
export type Chosen = Map<Section, Set<string>>;
export interface LegendData {
  turn: number; url: string;
  /** Options that only this session has, and how many lines. */
  own: Partial<Record<Section, LegendOption[]>>; overlays: number;
  sections: { counts: number[]; on: number[] }[];
  /** The addresses of the routes and of the search's document; what else the view asks for, and what the head of
   * the page says. */
  routes: string; names: string; search: string; year: string; depiction: string; colourBy: ColourBy; count: string;
}
export interface LegendDocument { sections: LegendSection[]; looks: Symbols; palette: Palette }
/** What a part of the page asks for: what is not named stays. */
export interface Asked { chosen?: Chosen; search?: string; year?: string; depiction?: string; colourBy?: ColourBy;
  /** The words of one section. */
  words?: [Section, Set<string>];
  /** More of the same follows at once. */
  sliding?: boolean;
}
/** app/components/look/look.py: `now` is the year of today, within those that can be chosen; `roles` are those of
 * lines that do more than connect. */
export interface LookData {
  turn: number; colourBy: ColourBy; depiction: string; year: string; first: number; last: number; now: number;
  connecting: boolean; roles: string[]; words: Record<string, string>;
  colourings: Record<string, string>; depictions: Record<string, string>;
}
/** A turn as the server is told of it. */
export interface Choice { turn: number; search: string; chosen: Record<string, string[]>; year?: string; depiction?: string; colourBy?: ColourBy }
/** What the page shows of a turn before the server has answered it: by which sources, in which year. */
export interface PageAnswer {
  turn: number;
  /** The address of the routes among which it was found. */
  url: string;
  ids: string[]; own: string[]; sources: string[]; year: string; depiction: string; colourBy: ColourBy; search: string;
  /** Whether lines that only connect are shown. */
  connecting: boolean;
  /** Ids to the status whose stroke draws them; null: each its own. */
  statuses: Map<string, string> | null;
  count: string;
}

/* ---- the table: app/components/table/table.py, geo.presentation.route_table */

/** As wide as so many digits; both directions of sorting by it, upwards first, and their sentences. */
export interface Column {
  key: string; width: number; title: string; directions: [string, string]; orders: [string, string];
  swatch?: boolean; numeric?: boolean;
  /** Sources fill its cells. */
  sourced?: boolean;
  /** Shown only on demand. */
  optional?: boolean;
}
export interface Cell {
  text: string; sort: string | number; missing?: boolean; quiet?: boolean; late?: boolean; disputed?: boolean; swatch?: string;
  /** Cells of another group are not compared with it. */
  group?: number;
}
/** `role`: featured, context, or overlay, a reader's own. */
export interface Row { id: string; name: string; role: string; cells: Record<string, Cell> }
export type TableWords = Record<"order" | "dash" | "columns" | "sourced" | "sources" | "leaveOut" | "emptyRows" | "find" | "found" | "notFound"
  | "route" | "routes" | "ownLine" | "ownLines" | "caption" | "allShown" | "count" | "ownCountOne" | "ownCount" | "inYear", string>;
export interface Order { key: string; down: boolean }
export interface RowsDocument { columns: Column[]; words: TableWords; rows: Row[] }
/** `own` are bits of the lines that only this session has; `sources` and `year` say by whom and when. */
export interface TableData {
  turn: number; url: string; shown: string; own: string; sources: string[]; year: string; colourBy: ColourBy; selected: string;
}
/** What the table is to show. */
export interface TableState {
  columns: Column[]; words: TableWords; rows: Row[]; caption: string; selected: string;
  /** `length-up` or `length-down`; a blank is the atlas's own order. */
  sort: string;
  /** The place of rows as the atlas lists them; a reader's own lines have none. */
  ranks: ReadonlyMap<string, number>;
}

/* ---- the search: geo.catalog.search_index, app/components/finder/finder.py */

export interface Findable {
  kind: string; id: string; name: string; hint: string; also: string[];
  /** What more is said of it. */
  note?: string;
  /** The camera that shows it. */
  look?: string;
}
/** `routes` are the folded words of each route. */
export interface FinderDocument { fold: FoldRuns; items: Findable[]; routes: string[] }
/** `own` are the folded words of lines that only this session has; `lost`: no route answers to the text;
 * `filtered`: something else than the text leaves routes out. */
export interface FinderData { url: string; text: string; own: string[]; lost: boolean; filtered: boolean }

/* ---- the presenter: app/screens/present.py, app/components/presenter/presenter.py */

/** What the audience sees, as the speaker's window is told. `scene` counts from 1. */
export interface Shown {
  id: string; briefing: string; scene: number; scenes: string[]; sentence: [string, number[]][]; notes: string[];
  cites: string[]; differences: string[]; black: boolean;
}
export type Act = "next" | "back" | "first" | "last" | "dark";
export interface Speaker { window: Window; show(shown: Shown): void; since(began: number): void }
/** The side of the speaker's window that the audience's page is. */
export interface Audience { act(what: Act): void; join(speaker: Speaker): void; left(speaker: Speaker, began: number): void }
/** What a speaker is told of a scene: geo.export.html.scene_html.scene_document. */
export interface Said {
  title: string; briefing: string; scene: number; scenes: string[]; sentence: [string, number[]][];
  notes: string[]; cites: string[]; differences: string[];
}
export interface PresenterData extends Omit<Said, "scenes"> {
  keep?: { session: string; heard: boolean; waits: boolean; text: string };
  id: string; scenes?: string[];
}

/** The page of briefings: app/components/presenter/scene_pictures.py. Which routes a picture draws is a bitmask. */
export interface ScenesData {
  basemap: string; layers: string; palette: Palette;
  pictures: Record<string, Sight & { shown: string; selected: string; colours: ColourBy }>;
}

/* ---- downloads: app/components/downloads/downloads.py */

export interface Offer { what: string; format: string; slow: boolean; title: string; hint: string }
export interface DownloadsData { turn: number; own: boolean; draft: boolean; briefing?: unknown; query: string; said: string; offered: string[] }
/** What only this session has and an order for a file takes along. */
export interface SessionData { overlay: { name: string; packed: string } | null; briefing: unknown }
/** A line of the answer to an order. */
export interface OrderLine { error?: string; before?: number; of?: number; done?: number; file?: string; name?: string; type?: string }

/* ---- links: geo.query.link_repair.browser_rules */

export interface LinkRules {
  keys: string[]; words: string[]; edges: string[]; tracking: string; wrapped: string; pairs: string; rounds: number; most: number;
}

/* ---- what routes are: geo.export.browser */

/** A route by some of its sources: its cells, its words, and from which year it is what. */
export interface Told { cells: Record<string, Cell>; words: Words; years: Years }
export type Years = [number, string, string][];
/** The position of a value, or a source with the trees where it is chosen and where it is not. */
export type SourceTree = number | [string, SourceTree, SourceTree];
/** A value by every choice of sources; `all` is the position of the one by all:
 * geo.export.browser.source_choices. */
export interface ByChoice<T> { all: number; tree: SourceTree; values: T[] }
/** What a route is by every choice of sources; `sponsors` are actors, each with who names it. */
export interface ToldBy {
  cells: Record<string, ByChoice<Cell | null>>; statuses: ByChoice<string[]>; years: ByChoice<Years>;
  differ: ByChoice<number>[]; sponsors: [string, string[]][]; sources: string[];
}
export interface ToldRoute {
  id: string; name: string; role: string; names: string; told: ToldBy; cells: Record<string, Cell>; words: Words;
}
/** What a page must know to filter, count and list routes. */
export interface ToldRoutes {
  routes: ToldRoute[]; unstated: string; stages: Record<string, string>;
  columns: Column[]; yearColumn: Column; tableWords: TableWords;
  /** Cells by the number of differences, the one where no sponsor is named, and by column and mode that
   * of a route of which the column says nothing. */
  sharedCells: { differ: Cell[]; noSponsor: Cell; unsaid: Record<string, Record<string, Cell>> };
}
/** routes_document. `single`: what several sources together say cannot be told from it. */
export interface RoutesDocument extends ToldRoutes { single: boolean; looks: Symbols; palette: Palette }
/** What a reader asks for. */
export interface Wanted { chosen: Chosen; search: string; year: string }

/* ---- the offline pack: geo.export.pack */

/** An entry of the key to a scene's map: geo.cartography.scene_key. */
export interface KeyEntry { words: string; colour: string; status: string; basis: string; lit: boolean }
/** A scene: its view, the routes that it keeps of it (none: all), where its map looks, what that names, its key,
 * and its words; those of the stage are markup or plain text. */
export interface PackScene {
  view: string; routes: string[]; box: string; named: Record<string, string>; key: KeyEntry[]; said: Said;
  stage: Record<"where" | "sentence" | "notes" | "sources" | "summary" | "caveats" | "missing", string>;
}
export interface PackBriefing { id: string; title: string; summary: string; scenes: PackScene[] }
export interface PackDocument extends ToldRoutes {
  fold: FoldRuns;
  release: string; asOf: string; start: string; home: [Point, Point];
  /** Markup: what stands beside the map while nothing is open. */
  welcome: string;
  palette: Palette; colourings: Record<string, string>; depictions: Record<string, string>;
  camera: { form: string; most: number[] }; links: LinkRules; years: [number, number];
  sorts: string[]; sections: LegendSection[]; findable: Findable[];
  openable: [string, string[]][];
  briefings: PackBriefing[]; names: Record<string, string>; note: NoteWords;
}
/** The words of a reader's note on a value: geo/claims/note_words.py. */
export interface NoteWords {
  words: Record<"ask" | "about" | "which" | "choose" | "problem" | "words" | "link" | "preview" | "copy" | "copied" | "mail" | "save" | "saved" | "close"
    | "unsaid" | "pasted", string>;
  note: Record<"title" | "said" | "printed" | "source" | "claim" | "release" | "problem" | "words" | "link" | "day" | "block", string>;
  problems: Record<string, string>; mostWords: number; mostLink: number; to: string;
}
/** A claim that may be questioned, and since when a reader has. */
export interface Questionable { claim: string; said: string; printed: string; questioned: string }
/** A note; `day` is YYYY-MM-DD, `source` the whole citation. */
export interface ReadersNote { claim: string; said: string; printed: string; source: string; release: string; problem: string; words: string; link: string; day: string }
/** What the pack shows; `scene` counts from 0. */
export interface PackState {
  words: Chosen; search: string; open: string; borders: string; colour: ColourBy; year: string; sort: string; at: string; briefing: string; scene: number;
}

/* ---- parts of a page that ask each other: geo/web/shared/questions.js */

export interface Answers {
  /** A page of the app, asked by the map's frame: the lines that only this session sees. */
  "atlas-extra-lines": ExtraLine[];
  /** The same page, asked by legend and table: a reader's own lines, as the filter knows routes. */
  "atlas-own-routes": ToldRoute[];
  /** The legend, asked by map, table and search: what the page shows before the server has answered; null where
   * nothing was asked since. It says by the event "atlas-answered" that this has changed. */
  "atlas-answer": PageAnswer | null;
  /** The legend: takes what another part of the page asks for, and says whether it does. */
  "atlas-ask": (asked: Asked) => boolean;
  /** The legend, asked by the downloads: the turn that the server has yet to answer; 0 if there is none. */
  "atlas-turn": number;
  /** A page of the app, asked by the downloads. */
  "atlas-session-data": SessionData;
  /** The audience's page, asked by the speaker's window. */
  "atlas-audience": Audience;
  /** The map's container, asked by tests. */
  "atlas-inspect": { map: L.Map; lines: import("./map/lines.js").Lines; camera: string };
}

/* ---- what surrounds the code */

/** A component of Streamlit, as its script is called with. */
export interface Component<Data> {
  data: Data; parentElement: HTMLElement;
  setTriggerValue(name: string, value: unknown): void;
  setStateValue(name: string, value: unknown): void;
}

declare global {
  /* Constants that are written before a joined script: see geo/web/modules.py. */
  const OFFERS: string;
  const FIRST_PAGE: string;
  const SPEAKER_STYLE: string;
  const SPEAKER_CODE: string;
  /** The documents that a page has fetched: see geo/web/shared/documents.js. */
  var atlasDocuments: Map<string, Promise<unknown>> | undefined;
}

/* What lines.js leans on in Leaflet 1.9.3 besides its documented parts. */
declare module "leaflet" {
  interface Map { _animatingZoom?: boolean }
  interface Renderer { _map: Map; _bounds: Bounds; _container: HTMLElement | null; _update(): void }
}
