import type { Box, MaskMap } from './mask-map.ts';
import { isEmpty } from './mask-map.ts';

/** The pixels of a box that one step turned over, one bit each: applied once more, it takes the step back. */
interface Patch {
  readonly box: Box;
  readonly bits: Uint8Array;
}

const maxSteps = 200;
const maxBytes = 32 * 1024 * 1024;

/** Steps of painting that can be taken back and made again. */
export class MaskHistory {
  readonly #mask: MaskMap;
  /** The mask as it was before the present step. */
  readonly #before: Uint8Array;
  #done: Patch[] = [];
  #undone: Patch[] = [];

  constructor(mask: MaskMap) {
    this.#mask = mask;
    this.#before = mask.pixels.slice();
  }

  get canUndo(): boolean {
    return this.#done.length > 0;
  }

  get canRedo(): boolean {
    return this.#undone.length > 0;
  }

  /** Makes what changed within `box` since the last step a step. One that changed nothing is none. */
  commit(box: Box): void {
    const patch = this.#difference(box);
    if (!patch) return;
    this.#copy(box);
    this.#done.push(patch);
    this.#undone = [];
    let bytes = this.#done.reduce((sum, { bits }) => sum + bits.byteLength, 0);
    while (this.#done.length > maxSteps || (bytes > maxBytes && this.#done.length > 1)) {
      bytes -= this.#done.shift()?.bits.byteLength ?? 0;
    }
  }

  /** Forgets what changed within `box` since the last step. */
  abandon(box: Box): void {
    const { width, pixels } = this.#mask;
    for (let y = box.top; y < box.bottom; y += 1) {
      pixels.set(this.#before.subarray(y * width + box.left, y * width + box.right), y * width + box.left);
    }
  }

  /** The box that changed; undefined when there is nothing to take back. */
  undo(): Box | undefined {
    return this.#move(this.#done, this.#undone);
  }

  redo(): Box | undefined {
    return this.#move(this.#undone, this.#done);
  }

  #move(from: Patch[], to: Patch[]): Box | undefined {
    const patch = from.pop();
    if (!patch) return undefined;
    to.push(patch);
    const { box, bits } = patch;
    const { width, pixels } = this.#mask;
    let bit = 0;
    for (let y = box.top; y < box.bottom; y += 1) {
      for (let at = y * width + box.left; at < y * width + box.right; at += 1, bit += 1) {
        if ((bits[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) pixels[at] = pixels[at] ? 0 : 1;
      }
    }
    this.#copy(box);
    return box;
  }

  #difference(box: Box): Patch | undefined {
    if (isEmpty(box)) return undefined;
    const { width, pixels } = this.#mask;
    const bits = new Uint8Array(Math.ceil(((box.right - box.left) * (box.bottom - box.top)) / 8));
    let bit = 0;
    let differs = false;
    for (let y = box.top; y < box.bottom; y += 1) {
      for (let at = y * width + box.left; at < y * width + box.right; at += 1, bit += 1) {
        if (pixels[at] === this.#before[at]) continue;
        bits[bit >> 3] = (bits[bit >> 3] ?? 0) | (0x80 >> (bit & 7));
        differs = true;
      }
    }
    return differs ? { box, bits } : undefined;
  }

  #copy(box: Box): void {
    const { width, pixels } = this.#mask;
    for (let y = box.top; y < box.bottom; y += 1) {
      this.#before.set(pixels.subarray(y * width + box.left, y * width + box.right), y * width + box.left);
    }
  }
}
