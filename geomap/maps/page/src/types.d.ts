/** What Python ships; every key but `report` may be absent (see geomap/maps/rows.py). */
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
  /** What became of it since an earlier edition: a key of the words' table `change` (geomap/store/comparison.py). */
  change?: string;
  /** Lines of English: what changed. */
  change_detail?: string;
  report: number[];
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
  incidents: Row[];
  reports: Report[];
  units: Record<string, { ar?: string; ckb?: string }>;
  problems: Problem[];
  /** Lines that the licences of the gazetteer's sources ask for, as their publishers word them. */
  attribution: string[];
  tiles: Tiles[];
  /** What was done for publication (geomap/store/publication.py); null where nothing was. */
  publication?: Publication | null;
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

/** An incident as the page works with it. */
export interface Incident {
  index: number;
  row: Row;
  kind: Kind;
  /** Web-Mercator, 0..1 from the north-west corner of the world; absent where it is not placed. */
  x?: number;
  y?: number;
  /** True where only a unit is known: drawn as its area, never as a point. */
  area: boolean;
  footprint: Path2D | null;
  footprintBounds: Box | null;
  /** What the search box looks through. */
  haystack: string;
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
