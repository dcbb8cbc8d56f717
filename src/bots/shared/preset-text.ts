import type { Preset } from '../../core/ports/presets.ts';
import type { MessageTranslator } from './messages.ts';
import { oneLine, truncate } from './text.ts';

/** A preset in one line: its name, what it is for, and the words it settles. */
export function presetLine(preset: Preset, translator: MessageTranslator): string {
  const words = Object.values(preset.words).filter((word) => word !== undefined);
  const pictures =
    preset.referenceCount === 0 ? [] : [translator.say('preset.pictures', { count: preset.referenceCount })];
  const details = [...words, ...pictures].join(', ');
  const about = truncate(preset.about ?? oneLine(preset.template), 90);
  return [`${preset.name}: ${about}`, ...(details === '' ? [] : [`(${details})`])].join(' ');
}

/** Presets whose name or description has the typed words, names that begin with them first. */
export function matchingPresets(presets: readonly Preset[], typed: string, max: number): readonly Preset[] {
  const wanted = typed.normalize('NFKC').trim().toLowerCase();
  const rank = ({ name, about = '' }: Preset): number =>
    name.startsWith(wanted) ? 0 : name.includes(wanted) || about.toLowerCase().includes(wanted) ? 1 : 2;
  return presets
    .map((preset) => ({ preset, rank: rank(preset) }))
    .filter((entry) => entry.rank < 2)
    .sort((left, right) => left.rank - right.rank)
    .slice(0, max)
    .map(({ preset }) => preset);
}
