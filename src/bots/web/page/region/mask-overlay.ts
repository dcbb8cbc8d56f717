import type { Box, MaskMap } from './mask-map.ts';
import { isEmpty, noBox, union } from './mask-map.ts';

/** Red, green, blue, opacity. */
type Color = readonly [number, number, number, number];

/** The tint of what will change, and the light lines across it: told by more than a colour. */
const tint: Color = [214, 58, 32, 128];
const lines: Color = [255, 244, 226, 150];

/** Shows a mask on a canvas of the same size, a part at a time and at most once a frame. */
export class MaskOverlay {
  readonly #mask: MaskMap;
  readonly #context: CanvasRenderingContext2D;
  /** Picture pixels from one line to the next. */
  readonly #period: number;
  #stale: Box = noBox;
  #frame: number | undefined;

  constructor(mask: MaskMap, canvas: HTMLCanvasElement) {
    canvas.width = mask.width;
    canvas.height = mask.height;
    const context = canvas.getContext('2d');
    if (!context) throw new Error('This browser draws no canvas');
    this.#mask = mask;
    this.#context = context;
    this.#period = Math.max(8, Math.round(Math.max(mask.width, mask.height) / 64));
  }

  update(box: Box): void {
    if (isEmpty(box)) return;
    this.#stale = union(this.#stale, box);
    this.#frame ??= requestAnimationFrame(() => this.#draw());
  }

  close(): void {
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
  }

  #draw(): void {
    const { left, top, right, bottom } = this.#stale;
    this.#stale = noBox;
    this.#frame = undefined;
    const image = this.#context.createImageData(right - left, bottom - top);
    const period = this.#period;
    const line = Math.max(1, Math.round(period / 6));
    let at = 0;
    for (let y = top; y < bottom; y += 1) {
      for (let x = left; x < right; x += 1, at += 4) {
        if (this.#mask.pixels[y * this.#mask.width + x]) {
          image.data.set((x + y) % period < line ? lines : tint, at);
        }
      }
    }
    this.#context.putImageData(image, left, top);
  }
}
