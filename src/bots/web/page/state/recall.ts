import { readSaved, save } from './saved.ts';

const kept = 30;

/** Prompts that were sent, newest first, across visits. */
let prompts: readonly string[] = readPrompts();
let position = -1;

export function remember(text: string): void {
  prompts = [text, ...prompts.filter((one) => one !== text)].slice(0, kept);
  position = -1;
  save('prompts', prompts);
}

/** The prompt before the one shown, or undefined at the oldest. */
export function recallOlder(): string | undefined {
  const older = prompts[position + 1];
  if (older !== undefined) position += 1;
  return older;
}

/** The one after it; empty after the newest, undefined when none is recalled. */
export function recallNewer(): string | undefined {
  if (position < 0) return undefined;
  position -= 1;
  return position < 0 ? '' : prompts[position];
}

/** True while what is shown was recalled and not changed since. */
export function isRecalled(text: string): boolean {
  return position >= 0 && prompts[position] === text;
}

function readPrompts(): readonly string[] {
  const saved = readSaved('prompts');
  return Array.isArray(saved)
    ? saved.filter((one): one is string => typeof one === 'string').slice(0, kept)
    : [];
}
