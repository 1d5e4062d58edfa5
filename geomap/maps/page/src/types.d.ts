/** What is known of one incident; every key may be absent (see geomap/maps/rows.py). */
export interface Row {
  id?: string;
  summary?: string;
  event_type?: string;
  sub_event_type?: string;
  date_start?: string;
  date_end?: string;
  date_precision?: string;
  date_basis?: string;
  time_of_day?: string;
  killed_min?: number;
  killed_max?: number;
  injured_min?: number;
  injured_max?: number;
  killed_attackers?: number;
  abducted?: number;
  arrested?: number;
  perpetrator?: string;
  target?: string;
  perpetrator_text?: string;
  target_text?: string;
  weapons?: string[];
  place_text?: string;
  place_name_en?: string;
  place_name_ar?: string;
  place_name_ckb?: string;
  place_id?: string;
  place_kind?: string;
  /** Names of the smallest unit that surely holds the place, added by the page. */
  unit?: { name_en: string; name_ar?: string; name_ckb?: string };
  lon?: number;
  lat?: number;
  radius_km?: number;
  footprint?: number[][][];
  location_method?: string;
  geo_precision?: number;
  governorate?: string;
  district?: string;
  subdistrict?: string;
  governorate_shares?: Record<string, number>;
  district_shares?: Record<string, number>;
  subdistrict_shares?: Record<string, number>;
  claimed_governorate?: string;
  disputed?: number;
  location_reasons?: string[];
  location_reason_codes?: [string, Record<string, string | number>][];
  location_candidates?: Candidate[];
  confidence?: number;
  evidence?: Evidence[];
  warnings?: string[];
  merge_reasons?: string[];
  status?: string;
  factuality?: string;
  perpetrator_basis?: string;
  casualties?: Casualty[];
  attributions?: Claim[];
  /** What became of it since an earlier edition: a key of the words' table `change` (geomap/store/comparison.py). */
  change?: string;
  /** Lines of English: what changed. */
  change_detail?: string;
  /** What the coder of an event wrote of it, and from whom that is. */
  note?: string;
  source?: string;
  /** Those that tell it; absent while its details are not open. */
  reports?: Report[];
}

/** A figure of one report (geomap/records/casualty.py). */
export interface Casualty {
  kind: string;
  group: string;
  low?: number | null;
  high?: number | null;
  text?: string;
  source?: string | null;
  status?: string;
  rule?: string | null;
  document?: string;
}

/** What is said of who did it (geomap/records/claim.py). */
export interface Claim {
  actor: string;
  text?: string;
  kind: string;
  by?: string | null;
}

export interface Candidate {
  id?: string;
  name_en?: string;
  name_ar?: string;
  name_ckb?: string;
  lon: number;
  lat: number;
  probability?: number;
}

export interface Evidence {
  field: string;
  document: string;
  start: number;
  end: number;
  text: string;
}

export interface Report {
  id?: string;
  title?: string;
  url?: string;
  source?: string;
  published?: string;
  language?: string;
  reprint_of?: string;
}

export interface Problem {
  where?: string;
  what?: string;
  hint?: string;
  skipped?: boolean;
}

export interface Tiles {
  id: string;
  name?: string;
  url: string;
  attribution: string;
  max_zoom: number;
}

export interface Contents {
  title: string | null;
  /** null: as the reader's browser prefers. */
  language: string | null;
  scale: number;
  documents: number | null;
  /** Steps of a position in a degree. */
  steps: number;
  table: { length: number; chunk: number; reports: number; layout: import("./unpacking.js").Laid[] };
  /** Names of units, put here when the table is read. */
  units: Record<string, { ar?: string; ckb?: string }>;
  problems: Problem[];
  /** Lines that the licences of the gazetteer's sources ask for, as their publishers word them. */
  attribution: string[];
  tiles: Tiles[];
  /** What was done for publication (geomap/store/publication.py); null where nothing was. */
  publication?: Publication | null;
  cover: Cover;
}

/** What the author says of the map (geomap/maps/cover.py). */
export interface Cover {
  note: string | null;
  author: string | null;
  licence: string | null;
  /** ISO 8601. */
  made: string | null;
  version: string | null;
}

export interface Publication {
  method: "district" | "grid";
  cell_km: number | null;
  incidents: number;
  coarsened: number;
  unplaced: number;
  titles: number;
  note: string;
}

export type Names = [en: string, ar: string, ckb: string];

export interface Ground {
  scale: number;
  areas: Record<string, [string, string, string, number[][][]][]>;
  borders: Record<string, number[][]>;
  lines: [string, string, string, string, number[]][];
  /** Whether the borders that are drawn are a source's rather than approximate ones of ours. */
  surveyed: boolean;
  labels: [string, number, number, number, string, string, string][];
}

export type Kind = "fighting" | "bombs" | "air" | "shelling" | "abduction" | "bodies" | "territory" | "other";

export interface Box {
  west: number;
  north: number;
  east: number;
  south: number;
}

export interface Theme {
  dark: boolean;
  land: string;
  abroad: string;
  water: string;
  country: string;
  governorate: string;
  district: string;
  road: string;
  disputed: string;
  label: string;
  faint: string;
  halo: string;
  ink: string;
  paper: string;
}

/** A value that a pattern is filled with. */
export type Value = string | number;
export type Plural = Record<string, string>;
export interface Words {
  [key: string]: string | Plural;
}
