import type { Point } from './mask-map.ts';

/** What is read of a pointer event; `x` and `y` in the window's CSS pixels. */
export interface Touch extends Point {
  readonly id: number;
  readonly kind: 'mouse' | 'pen' | 'touch';
  /** As the event's `button`: 0 tip or left, 1 middle, 2 right or a pen's barrel, 5 a pen's other end. */
  readonly button: number;
  /** Size of the contact. */
  readonly width: number;
  readonly height: number;
  /** Dragging is to move the picture instead. */
  readonly isMoving: boolean;
}

/** What pointers mean. */
export interface GestureActions {
  /** `isErasing`: a pen turned over. */
  begin(at: Point, isErasing: boolean): void;
  /** Points in the order in which they were touched. */
  extend(points: readonly Point[]): void;
  finish(): void;
  /** The stroke was the beginning of another gesture: take it back. */
  abandon(): void;
  pan(by: Point): void;
  zoom(factor: number, at: Point): void;
}

type State =
  | { readonly kind: 'idle' }
  | { readonly kind: 'painting'; readonly id: number; readonly pointer: Touch['kind'] }
  | { readonly kind: 'panning'; readonly id: number; readonly at: Point }
  /** Two fingers. */
  | { readonly kind: 'pinching' }
  /** A finger is left of a pinch: nothing until all are gone. */
  | { readonly kind: 'spent' };

/** A finger is narrower; the side of a hand is not. */
const palmPixels = 70;
const idle: State = { kind: 'idle' };

/**
 * Reads pointers: one finger, the pen or the mouse paints, two fingers move and zoom. Once a pen was used, fingers only
 * move: a hand that rests on the screen must leave no mark.
 */
export class Gestures {
  readonly #actions: GestureActions;
  readonly #fingers = new Map<number, Point>();
  #state: State = idle;
  #hasPen = false;

  constructor(actions: GestureActions) {
    this.#actions = actions;
  }

  get isBusy(): boolean {
    return this.#state.kind !== 'idle';
  }

  get isPanning(): boolean {
    return this.#state.kind === 'panning';
  }

  down(touch: Touch): void {
    const { id, kind, button } = touch;
    if (kind === 'pen') this.#penDown(touch);
    if (kind === 'touch') return this.#fingerDown(touch);
    if (this.#state.kind !== 'idle') return;
    if (button === 1 || (button === 0 && touch.isMoving)) this.#state = { kind: 'panning', id, at: touch };
    else if (button === 0 || button === 5) this.#paint(touch);
  }

  /** `points` are all that the pointer passed since the last event, the event's own last. */
  move(touch: Touch, points: readonly Point[]): void {
    const { id } = touch;
    if (this.#fingers.has(id) && this.#state.kind === 'pinching') return this.#pinch(touch);
    if (this.#fingers.has(id)) this.#fingers.set(id, touch);
    if (this.#state.kind === 'painting' && this.#state.id === id) this.#actions.extend(points);
    if (this.#state.kind === 'panning' && this.#state.id === id) {
      const { at } = this.#state;
      this.#state = { ...this.#state, at: touch };
      this.#actions.pan({ x: touch.x - at.x, y: touch.y - at.y });
    }
  }

  up(id: number): void {
    this.#end(id, 'finish');
  }

  /** The system took the pointer away, for a gesture of its own or because a palm was recognised. */
  cancel(id: number): void {
    this.#end(id, 'abandon');
  }

  #penDown({ id }: Touch): void {
    this.#hasPen = true;
    const isFingerPainting = this.#state.kind === 'painting' && this.#state.id !== id;
    if (isFingerPainting) this.#actions.abandon();
    this.#fingers.clear();
    if (this.#state.kind !== 'idle') this.#state = idle;
  }

  #fingerDown(touch: Touch): void {
    const { id } = touch;
    const isPenPainting = this.#state.kind === 'painting' && this.#state.pointer !== 'touch';
    if (isPenPainting || Math.max(touch.width, touch.height) > palmPixels || this.#fingers.size === 2) return;
    this.#fingers.set(id, touch);
    if (this.#fingers.size === 2) {
      if (this.#state.kind === 'painting') this.#actions.abandon();
      this.#state = { kind: 'pinching' };
    } else if (this.#state.kind === 'idle') {
      if (this.#hasPen || touch.isMoving) this.#state = { kind: 'panning', id, at: touch };
      else this.#paint(touch);
    }
  }

  #paint({ id, kind, button, x, y }: Touch): void {
    this.#state = { kind: 'painting', id, pointer: kind };
    this.#actions.begin({ x, y }, button === 5);
  }

  #pinch({ id, x, y }: Touch): void {
    const before = this.#pair();
    this.#fingers.set(id, { x, y });
    const after = this.#pair();
    this.#actions.pan({ x: after.middle.x - before.middle.x, y: after.middle.y - before.middle.y });
    if (before.distance > 0 && after.distance > 0) {
      this.#actions.zoom(after.distance / before.distance, after.middle);
    }
  }

  #pair(): { middle: Point; distance: number } {
    const [a = { x: 0, y: 0 }, b = a] = [...this.#fingers.values()];
    return {
      middle: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 },
      distance: Math.hypot(a.x - b.x, a.y - b.y),
    };
  }

  #end(id: number, how: 'finish' | 'abandon'): void {
    this.#fingers.delete(id);
    const state = this.#state;
    if (state.kind === 'painting' && state.id === id) {
      this.#state = idle;
      this.#actions[how]();
    } else if (state.kind === 'panning' && state.id === id) {
      this.#state = idle;
    } else if (state.kind === 'pinching') {
      this.#state = this.#fingers.size === 0 ? idle : { kind: 'spent' };
    } else if (state.kind === 'spent' && this.#fingers.size === 0) {
      this.#state = idle;
    }
  }
}
