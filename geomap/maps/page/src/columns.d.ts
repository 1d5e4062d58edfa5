/** What filters and counts need of the table of incidents (table.js is one). A row is one incident. */
export interface Columns {
  length: number;
  /** Web Mercator, 0..1; NaN where the incident is not placed. */
  x: Float32Array;
  /** Days since 1970-01-01; NO_DAY where not known. */
  first: Int32Array;
  last: Int32Array;
  /** Index into KINDS. */
  kind: Uint8Array;
  /** 1: only a unit is known. */
  area: Uint8Array;
  /** geo_precision 1..3; 0: not said. */
  precision: Uint8Array;
  /** -1: no figure. */
  killedMin: Int32Array;
  killedMax: Int32Array;
  injuredMin: Int32Array;
  injuredMax: Int32Array;
  /** Percent; 255: not known. */
  disputed: Uint8Array;
  /** That the author gives, and how probably each row lies near it, in 255ths. */
  line?: { near: ArrayLike<number> } | null;
  column(name: string): Coded | null;
  list(name: string): Several | null;
  shares(level: "governorate" | "district" | "subdistrict"): Shares | null;
  matches(text: string): Promise<Uint8Array> | Uint8Array;
}

export type Codes = Uint8Array | Uint16Array | Uint32Array;

/** Code 0 is "not known", and values[0] is "". */
export interface Coded {
  values: string[];
  codes: Codes;
}

/** Several values to a row, of which "" need not be one: those of row i are codes[offsets[i]] to before codes[offsets[i + 1]]. */
export interface Several extends Coded {
  offsets: Uint32Array;
}

/** The probability that a row lies in a unit, in 255ths. */
export interface Shares {
  units: string[];
  offsets: Uint32Array;
  codes: Codes;
  weights: Uint8Array;
}

/** Those of these values, or all but them. */
export interface OfValues {
  values: string[];
  without?: true;
  /** Of governorates alone: whose word counts where a unit is contested; absent: who administers it. */
  reading?: "claimed" | "either";
  /** Of places alone: also what only may lie there. */
  maybe?: true;
}

/** A figure; null is open. */
export interface OfFigures {
  least: number | null;
  most: number | null;
}

/** Days since 1970-01-01, both counted in; null is open. */
export interface OfDays {
  from: number | null;
  to: number | null;
}

export interface OfText {
  text: string;
}

export type Filter = OfValues | OfFigures | OfDays | OfText;

export type Filters = Partial<Record<string, Filter>>;

/** Bars over time: bin b begins on day starts[b] and ends before starts[b + 1]. */
export interface Histogram {
  step: import("./calendar.js").Step;
  starts: Int32Array;
  /** Incidents that surely fall into a bin, by bin and kind: counts[b * KINDS.length + kind]. */
  counts: Float64Array;
  /** What the incidents whose dates reach over several bins add to each, spread evenly over their days. */
  vague: Float64Array;
  /** Both together for the whole table, whatever is filtered. */
  all: Float64Array;
  /** Incidents that pass all other filters and have no date. */
  undated: number;
}

/** How many lie in a unit: expected, and the central 90 % of the Poisson-binomial. */
export interface Range {
  expected: number;
  low: number;
  high: number;
}
