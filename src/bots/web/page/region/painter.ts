import { encodeMaskPng, packRow } from '../../../shared/mask-png.ts';
import { createStore, type Store } from '../state/store.ts';
import { Gestures, type Touch } from './gestures.ts';
import { MaskHistory } from './mask-history.ts';
import type { Box, Point } from './mask-map.ts';
import { MaskMap, noBox, union } from './mask-map.ts';
import { MaskOverlay } from './mask-overlay.ts';
import type { Extent, Room, Viewport } from './viewport.ts';
import { fitted, panned, resized, toPicture, zoomed } from './viewport.ts';

export type Tool = 'brush' | 'eraser';

/** What the controls around the picture show. */
export interface PainterView {
  readonly tool: Tool;
  /** Width of the brush in the window's CSS pixels: the same at every zoom. */
  readonly brush: number;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** Part of the picture that is to change, 0 to 1. */
  readonly share: number;
  readonly viewport: Viewport;
  /** True until the picture is moved or zoomed. */
  readonly isFitted: boolean;
  /** Where the keyboard paints, in the picture's pixels; absent until an arrow was pressed. */
  readonly cursor?: Point;
  /** True while the keyboard's cursor leaves paint. */
  readonly isPenDown: boolean;
}

export const brushRange = { min: 4, max: 240 } as const;

/** More than this is painted smaller and enlarged by the server, which does the same to the picture. */
const maxEdge = 4096;

/** Paints the part of a picture that is to change. */
export class Painter {
  readonly view: Store<PainterView>;
  readonly gestures: Gestures;
  readonly mask: MaskMap;
  readonly #history: MaskHistory;
  #overlay: MaskOverlay | undefined;
  #room: Room;
  /** Of the present stroke: where it is, what it changed, and whether it takes away. */
  #at: Point | undefined;
  #changed: Box = noBox;
  #isErasing = false;
  #lastEnd: Point | undefined;

  constructor(picture: Extent, earlier?: Uint8Array) {
    const shrink = Math.min(1, maxEdge / Math.max(picture.width, picture.height));
    this.mask = new MaskMap(
      Math.max(1, Math.round(picture.width * shrink)),
      Math.max(1, Math.round(picture.height * shrink)),
    );
    if (earlier?.length === this.mask.pixels.length) this.mask.pixels.set(earlier);
    this.#history = new MaskHistory(this.mask);
    const { width, height } = this.mask;
    this.#room = { window: { width, height }, picture: { width, height } };
    this.view = createStore<PainterView>({
      tool: 'brush',
      brush: 48,
      canUndo: false,
      canRedo: false,
      share: this.#share(),
      viewport: fitted(this.#room),
      isFitted: true,
      isPenDown: false,
    });
    this.gestures = new Gestures({
      begin: (at, isErasing) => this.#begin(this.#toPicture(at), isErasing),
      extend: (points) => {
        for (const point of points) this.#extend(this.#toPicture(point));
      },
      finish: () => this.#finish(),
      abandon: () => this.#abandon(),
      pan: (by) => this.#look(panned(this.view.get().viewport, by, this.#room)),
      zoom: (factor, at) => this.zoom(factor, at),
    });
  }

  /** Shows the mask on this canvas until the returned function is called. */
  show(canvas: HTMLCanvasElement): () => void {
    const overlay = new MaskOverlay(this.mask, canvas);
    this.#overlay = overlay;
    overlay.update(this.mask.whole);
    return () => {
      overlay.close();
      if (this.#overlay === overlay) this.#overlay = undefined;
    };
  }

  /** The window's size, whenever it changes. */
  resize(window: Extent): void {
    const before = this.#room.window;
    this.#room = { ...this.#room, window };
    this.view.update((view) => ({
      ...view,
      viewport: view.isFitted ? fitted(this.#room) : resized(view.viewport, before, this.#room),
    }));
  }

  choose(tool: Tool): void {
    this.view.update((view) => ({ ...view, tool }));
  }

  setBrush(width: number): void {
    const brush = Math.round(Math.min(brushRange.max, Math.max(brushRange.min, width)));
    this.view.update((view) => ({ ...view, brush }));
  }

  /** Larger or smaller by a step that feels the same at every size. */
  growBrush(steps: number): void {
    const { brush } = this.view.get();
    const next = brush * 1.15 ** steps;
    this.setBrush(steps > 0 ? Math.max(brush + 1, next) : Math.min(brush - 1, next));
  }

  undo(): void {
    this.#finish();
    this.#settle(this.#history.undo());
  }

  redo(): void {
    this.#finish();
    this.#settle(this.#history.redo());
  }

  clear(): void {
    this.#step(() => this.mask.fill(0));
  }

  invert(): void {
    this.#step(() => this.mask.invert());
  }

  /** `at` in the window; its middle where nothing is said. */
  zoom(factor: number, at: Point = this.#middle()): void {
    this.#look(zoomed(this.view.get().viewport, factor, at, this.#room));
  }

  fit(): void {
    this.view.update((view) => ({ ...view, viewport: fitted(this.#room), isFitted: true }));
  }

  /** A straight line from where the last stroke ended to here, in the window's pixels; a dab where there was none. */
  lineTo(at: Point): void {
    const end = this.#toPicture(at);
    this.#begin(this.#lastEnd ?? end, false);
    this.#extend(end);
    this.#finish();
  }

  /** Moves the keyboard's cursor by steps of half a brush, painting on the way while the pen is down. */
  moveCursor(x: number, y: number, isFine: boolean): void {
    const { cursor = this.#toPicture(this.#middle()), isPenDown, brush, viewport } = this.view.get();
    const step = isFine ? 1 : Math.max(1, brush / viewport.scale / 2);
    const next = {
      x: Math.min(this.mask.width, Math.max(0, cursor.x + x * step)),
      y: Math.min(this.mask.height, Math.max(0, cursor.y + y * step)),
    };
    if (isPenDown) this.#extend(next);
    this.view.update((view) => ({ ...view, cursor: next }));
  }

  /** Sets the keyboard's pen down, which makes a dab, or lifts it, which ends the stroke. */
  togglePen(): void {
    const { cursor = this.#toPicture(this.#middle()), isPenDown } = this.view.get();
    if (isPenDown) return this.liftPen();
    this.#begin(cursor, false);
    this.view.update((view) => ({ ...view, cursor, isPenDown: true }));
  }

  liftPen(): void {
    this.#finish();
    this.view.update((view) => ({ ...view, isPenDown: false }));
  }

  /** The region as a PNG: transparent where to paint. */
  async export(): Promise<Blob> {
    const { width, height, pixels } = this.mask;
    const rowAt = (y: number) => packRow(pixels.subarray(y * width, (y + 1) * width));
    const png = await encodeMaskPng({ width, height }, rowAt, async (bytes) => {
      const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate'));
      return new Uint8Array(await new Response(stream).arrayBuffer());
    });
    return new Blob([png], { type: 'image/png' });
  }

  #begin(at: Point, isErasing: boolean): void {
    this.#finish();
    this.#isErasing = isErasing;
    this.#at = at;
    this.#extend(at);
  }

  #extend(to: Point): void {
    if (!this.#at) return;
    const { brush, viewport, tool } = this.view.get();
    const value = tool === 'eraser' || this.#isErasing ? 0 : 1;
    const box = this.mask.stroke(this.#at, to, brush / 2 / viewport.scale, value);
    this.#at = to;
    this.#changed = union(this.#changed, box);
    this.#overlay?.update(box);
  }

  #finish(): void {
    if (!this.#at) return;
    this.#lastEnd = this.#at;
    this.#at = undefined;
    this.#history.commit(this.#changed);
    this.#changed = noBox;
    this.#settle();
  }

  #abandon(): void {
    if (!this.#at) return;
    this.#at = undefined;
    this.#history.abandon(this.#changed);
    this.#overlay?.update(this.#changed);
    this.#changed = noBox;
  }

  #step(change: () => Box): void {
    this.#finish();
    const box = change();
    this.#history.commit(box);
    this.#settle(box);
  }

  #settle(box: Box = noBox): void {
    this.#overlay?.update(box);
    const { canUndo, canRedo } = this.#history;
    this.view.update((view) => ({ ...view, canUndo, canRedo, share: this.#share() }));
  }

  #share(): number {
    return this.mask.count() / this.mask.pixels.length;
  }

  #look(viewport: Viewport): void {
    this.view.update((view) => ({ ...view, viewport, isFitted: false }));
  }

  #middle(): Point {
    const { width, height } = this.#room.window;
    return { x: width / 2, y: height / 2 };
  }

  #toPicture(at: Point): Point {
    return toPicture(at, this.view.get().viewport);
  }
}

/** A pointer event as `Gestures` reads it, in a window whose corner is at `origin`. */
export function readTouch(event: PointerEvent, origin: Point, isMoving: boolean): Touch {
  return {
    id: event.pointerId,
    kind: event.pointerType === 'pen' || event.pointerType === 'touch' ? event.pointerType : 'mouse',
    button: event.button,
    x: event.clientX - origin.x,
    y: event.clientY - origin.y,
    width: event.width,
    height: event.height,
    isMoving,
  };
}
