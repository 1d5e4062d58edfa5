// Positions: from the file's steps to Web-Mercator's unit square, and to the canvas.

/** @typedef {import("./types").Box} Box */

/** Where the paths' own coordinates begin: near the middle of the data, so that 32-bit floats keep a tenth of a pixel. */
export const ORIGIN = { x: unitX(44), y: unitY(34.5) };

/** @param {number} lon degrees */
export function unitX(lon) {
  return lon / 360 + 0.5;
}

/** @param {number} lat degrees (spherical Mercator, EPSG:3857) */
export function unitY(lat) {
  const sine = Math.sin((Math.max(-85, Math.min(85, lat)) * Math.PI) / 180);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
}

/** @param {number} y @returns {number} latitude in degrees */
export function latitude(y) {
  return (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;
}

/** @param {number} x @returns {number} longitude in degrees */
export function longitude(x) {
  return (x - 0.5) * 360;
}

/** Lines or rings gathered into one path, with the box that holds them. */
export class Trace {
  constructor() {
    this.path = new Path2D();
    /** @type {Box} */
    this.box = { west: Infinity, north: Infinity, east: -Infinity, south: -Infinity };
  }

  /**
   * Add a line.
   * @param {number[]} steps longitude and latitude steps, each from the one before
   * @param {number} scale steps per degree
   * @param {boolean} closed
   */
  add(steps, scale, closed) {
    let lon = 0;
    let lat = 0;
    for (let i = 0; i < steps.length; i += 2) {
      lon += steps[i];
      lat += steps[i + 1];
      const x = unitX(lon / scale);
      const y = unitY(lat / scale);
      if (i) this.path.lineTo(x - ORIGIN.x, y - ORIGIN.y);
      else this.path.moveTo(x - ORIGIN.x, y - ORIGIN.y);
      this.box.west = Math.min(this.box.west, x);
      this.box.east = Math.max(this.box.east, x);
      this.box.north = Math.min(this.box.north, y);
      this.box.south = Math.max(this.box.south, y);
    }
    if (closed) this.path.closePath();
    return this;
  }

  /** @param {number[][][]} polygons @param {number} scale */
  addPolygons(polygons, scale) {
    for (const ring of polygons.flat()) this.add(ring, scale, true);
    return this;
  }
}

/** What a canvas shows: turns unit coordinates into its pixels. */
export class View {
  /**
   * @param {number} worldSize pixels across the whole world at this zoom
   * @param {{x: number, y: number}} corner world pixel at the canvas's top left
   * @param {{x: number, y: number}} size of the canvas, in CSS pixels
   * @param {number} zoom
   */
  constructor(worldSize, corner, size, zoom) {
    this.worldSize = worldSize;
    this.corner = corner;
    this.size = size;
    this.zoom = zoom;
  }

  /** @param {number} x */
  px(x) {
    return x * this.worldSize - this.corner.x;
  }

  /** @param {number} y */
  py(y) {
    return y * this.worldSize - this.corner.y;
  }

  /** @param {Box} box @param {number} [margin] pixels */
  shows(box, margin = 4) {
    return (
      this.px(box.east) > -margin && this.px(box.west) < this.size.x + margin &&
      this.py(box.south) > -margin && this.py(box.north) < this.size.y + margin
    );
  }

  /**
   * Let `draw` use path coordinates; lengths in pixels are to be divided by `worldSize`.
   * @param {CanvasRenderingContext2D} context
   * @param {() => void} draw
   */
  inPaths(context, draw) {
    context.save();
    context.translate(this.px(ORIGIN.x), this.py(ORIGIN.y));
    context.scale(this.worldSize, this.worldSize);
    draw();
    context.restore();
  }

  /**
   * Stroke a trace with a line of the given width and dashes, in pixels.
   * @param {CanvasRenderingContext2D} context
   * @param {Path2D} path
   * @param {string} style
   * @param {number} width
   * @param {number[]} [dash]
   */
  stroke(context, path, style, width, dash = []) {
    this.inPaths(context, () => {
      context.strokeStyle = style;
      context.lineWidth = width / this.worldSize;
      context.setLineDash(dash.map((length) => length / this.worldSize));
      context.lineJoin = "round";
      context.stroke(path);
    });
  }

  /** @param {CanvasRenderingContext2D} context @param {Path2D} path @param {string} style */
  fill(context, path, style) {
    this.inPaths(context, () => {
      context.fillStyle = style;
      context.fill(path, "evenodd");
    });
  }

  /**
   * Hatch a path with lines at 45° that stay with the ground when it moves.
   * @param {CanvasRenderingContext2D} context
   * @param {Path2D} path
   * @param {string} style
   * @param {{gap?: number, width?: number, rising?: boolean}} [lines]
   */
  hatch(context, path, style, { gap = 8, width = 1, rising = true } = {}) {
    context.save();
    this.clip(context, path);
    context.strokeStyle = style;
    context.lineWidth = width;
    const { x, y } = this.size;
    const shift = rising ? this.corner.x + this.corner.y : this.corner.x - this.corner.y;
    const first = -(((shift % (gap * Math.SQRT2)) + gap * Math.SQRT2) % (gap * Math.SQRT2));
    context.beginPath();
    for (let at = first - (rising ? 0 : y); at < x + (rising ? y : 0); at += gap * Math.SQRT2) {
      context.moveTo(at, 0);
      context.lineTo(rising ? at - y : at + y, y);
    }
    context.stroke();
    context.restore();
  }

  /** @param {CanvasRenderingContext2D} context @param {Path2D} path */
  clip(context, path) {
    const matrix = new DOMMatrix().translate(this.px(ORIGIN.x), this.py(ORIGIN.y)).scale(this.worldSize);
    const placed = new Path2D();
    placed.addPath(path, matrix);
    context.clip(placed, "evenodd");
  }
}
