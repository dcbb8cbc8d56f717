import { beforeEach, describe, expect, it } from 'vitest';
import { Gestures, type Touch } from '../../../../src/bots/web/page/region/gestures.ts';

let said: string[];
let gestures: Gestures;

beforeEach(() => {
  said = [];
  const xy = ({ x, y }: { x: number; y: number }) => `${Math.round(x * 10) / 10},${Math.round(y * 10) / 10}`;
  gestures = new Gestures({
    begin: (at, isErasing) => said.push(`begin ${xy(at)}${isErasing ? ' erasing' : ''}`),
    extend: (points) => said.push(`extend ${points.map(xy).join(' ')}`),
    finish: () => said.push('finish'),
    abandon: () => said.push('abandon'),
    pan: (by) => said.push(`pan ${xy(by)}`),
    zoom: (factor, at) => said.push(`zoom ${Math.round(factor * 100) / 100} at ${xy(at)}`),
  });
});

function touch(kind: Touch['kind'], id: number, x: number, y: number, more: Partial<Touch> = {}): Touch {
  return { id, kind, button: 0, x, y, width: 20, height: 20, isMoving: false, ...more };
}
const down = (...given: Parameters<typeof touch>) => gestures.down(touch(...given));
const move = (...given: Parameters<typeof touch>) => {
  const at = touch(...given);
  gestures.move(at, [at]);
};

describe('Gestures', () => {
  it('paints with the mouse, through every point that was passed', () => {
    down('mouse', 1, 10, 10);
    gestures.move(touch('mouse', 1, 30, 10), [
      { x: 20, y: 12 },
      { x: 30, y: 10 },
    ]);
    gestures.up(1);
    move('mouse', 1, 40, 10);

    expect(said).toEqual(['begin 10,10', 'extend 20,12 30,10', 'finish']);
    expect(gestures.isBusy).toBe(false);
  });

  it('moves the picture with the middle button, or while asked to', () => {
    down('mouse', 1, 10, 10, { button: 1 });
    move('mouse', 1, 13, 9);
    gestures.up(1);
    down('mouse', 1, 0, 0, { isMoving: true });
    move('mouse', 1, 5, 5);
    gestures.up(1);
    down('mouse', 1, 0, 0, { button: 2 });
    gestures.up(1);

    expect(said).toEqual(['pan 3,-1', 'pan 5,5']);
  });

  it('paints with one finger; a second one takes the beginning back and zooms', () => {
    down('touch', 1, 100, 100);
    move('touch', 1, 101, 100);
    down('touch', 2, 200, 100);
    move('touch', 2, 300, 100);
    gestures.up(1);
    move('touch', 2, 350, 100);
    gestures.up(2);
    down('touch', 3, 50, 50);
    gestures.up(3);

    expect(said).toEqual([
      'begin 100,100',
      'extend 101,100',
      'abandon',
      'pan 50,0',
      'zoom 2.01 at 200.5,100',
      'begin 50,50',
      'finish',
    ]);
  });

  it('knows no third finger', () => {
    down('touch', 1, 0, 0);
    down('touch', 2, 100, 0);
    down('touch', 3, 50, 50);
    move('touch', 3, 60, 60);
    for (const id of [3, 2, 1]) gestures.up(id);

    expect(said).toEqual(['begin 0,0', 'abandon']);
    expect(gestures.isBusy).toBe(false);
  });

  it('leaves no mark of a hand beside the pen, before, during or after', () => {
    down('touch', 1, 300, 300);
    down('pen', 2, 100, 100);
    move('touch', 1, 310, 300);
    down('touch', 3, 320, 320);
    move('pen', 2, 110, 100);
    gestures.up(2);
    gestures.up(3);
    down('touch', 4, 200, 200);
    move('touch', 4, 210, 200);
    gestures.up(4);

    expect(said).toEqual([
      'begin 300,300',
      'abandon',
      'begin 100,100',
      'extend 110,100',
      'finish',
      'pan 10,0',
    ]);
  });

  it('takes the side of a hand for no finger', () => {
    down('touch', 1, 10, 10, { width: 90, height: 40 });
    move('touch', 1, 30, 10);
    gestures.up(1);

    expect(said).toEqual([]);
  });

  it('erases with the other end of the pen', () => {
    down('pen', 1, 10, 10, { button: 5 });
    gestures.up(1);

    expect(said).toEqual(['begin 10,10 erasing', 'finish']);
  });

  it('takes a stroke back that the system took away', () => {
    down('touch', 1, 10, 10);
    gestures.cancel(1);

    expect(said).toEqual(['begin 10,10', 'abandon']);
  });
});
