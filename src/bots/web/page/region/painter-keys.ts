import type { Painter } from './painter.ts';

/** Keys of the painter. `isStage`: the picture has the focus. True where the key was one of them. */
export function pressKey(event: KeyboardEvent, painter: Painter, isStage: boolean): boolean {
  const { key, code } = event;
  const letter = key.toLowerCase();
  if (event.ctrlKey || event.metaKey) {
    if (letter === 'z' && event.shiftKey) painter.redo();
    else if (letter === 'z') painter.undo();
    else if (letter === 'y') painter.redo();
    else return false;
    return true;
  }
  if (event.altKey && code !== 'BracketLeft' && code !== 'BracketRight' && key !== '[' && key !== ']')
    return false;
  return pressTool(key, code, painter) || (isStage && pressStage(event, painter));
}

function pressTool(key: string, code: string, painter: Painter): boolean {
  // By its place too: on many keyboards the brackets need a second key.
  if (key === '[' || code === 'BracketLeft') painter.growBrush(-1);
  else if (key === ']' || code === 'BracketRight') painter.growBrush(1);
  else if (key === 'b' || key === 'B') painter.choose('brush');
  else if (key === 'e' || key === 'E') painter.choose('eraser');
  else if (key === 'i' || key === 'I') painter.invert();
  else if (key === '+' || key === '=') painter.zoom(1.5);
  else if (key === '-') painter.zoom(1 / 1.5);
  else if (key === '0') painter.fit();
  else return false;
  return true;
}

const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

function pressStage({ key, shiftKey }: KeyboardEvent, painter: Painter): boolean {
  const arrow = arrows[key];
  if (arrow) painter.moveCursor(arrow[0], arrow[1], shiftKey);
  else if (key === 'Enter') painter.togglePen();
  else if (key === 'Escape' && painter.view.get().isPenDown) painter.liftPen();
  else if (key === 'Delete' || key === 'Backspace') painter.clear();
  else return false;
  return true;
}
