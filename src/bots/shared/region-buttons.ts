import { gridCells, parseCell } from './region-grid.ts';

/** A button of the grid: it says what is to be, not what to turn over, so that pressing it twice does no harm. */
export type RegionButton =
  | { readonly kind: 'mark' | 'clear'; readonly sessionId: string; readonly cell: number }
  /** Asks what should be in the chosen parts. */
  | { readonly kind: 'words'; readonly sessionId: string };

/** `mark:id:cell`, `clear:id:cell`, `words:id`. */
export function buildRegionButtonId(button: RegionButton): string {
  const { kind, sessionId } = button;
  return [kind, sessionId, ...(button.kind === 'words' ? [] : [button.cell])].join(':');
}

/** Undefined for anything that no button of a grid carries. */
export function parseRegionButtonId(text: string): RegionButton | undefined {
  const match = /^(mark|clear|words):([0-9a-z]{8,40})(?::(\d))?$/.exec(text);
  const [, kind, sessionId = '', digit] = match ?? [];
  if (kind === 'words') return digit === undefined ? { kind, sessionId } : undefined;
  const cell = parseCell(digit);
  if ((kind !== 'mark' && kind !== 'clear') || cell === undefined) return undefined;
  return { kind, sessionId, cell };
}

/** The nine buttons, row by row; what is chosen shows a sign, and pressing it again takes it away. */
export function gridButtons(
  sessionId: string,
  marked: readonly number[],
): readonly { readonly button: RegionButton; readonly label: string; readonly isMarked: boolean }[] {
  return gridCells.map((cell) => {
    const isMarked = marked.includes(cell);
    const label = isMarked ? `✓ ${cell + 1}` : `${cell + 1}`;
    return { button: { kind: isMarked ? 'clear' : 'mark', sessionId, cell }, label, isMarked };
  });
}
