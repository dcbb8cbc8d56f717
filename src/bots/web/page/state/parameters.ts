import type { ConfigView } from '../../api/account-view.ts';
import type { PersonalSettings } from '../../../../core/ports/settings.ts';
import { readSaved, save } from './saved.ts';
import { createStore } from './store.ts';

/** What the controls say; sent along with every prompt. Words as the API has them, `auto` for no wish. */
export interface Parameters {
  readonly ratio: string;
  readonly resolution: string;
  readonly quality: string;
  readonly count: string;
  readonly format: string;
  readonly provider: string;
  readonly preset: string;
}

export type ParameterName = keyof Parameters;

export const parameterNames = [
  'ratio',
  'resolution',
  'quality',
  'count',
  'format',
  'provider',
  'preset',
] as const;

export const defaultParameters: Parameters = {
  ratio: 'auto',
  resolution: '1k',
  quality: 'auto',
  count: '1',
  format: 'png',
  provider: 'auto',
  preset: 'none',
};

export const parameters = createStore<Parameters>(defaultParameters);

/** What counts where nothing is chosen: what was settled, else the common defaults. */
export const usualParameters = createStore<Parameters>(defaultParameters);

/** Takes up what was settled; what was chosen for the next request stays chosen. */
export function settle({ ratio, resolution, quality, format }: PersonalSettings): void {
  const before = usualParameters.get();
  const settled = Object.entries({ ratio, resolution, quality, format }).filter(
    ([, value]) => value !== undefined,
  );
  const usual = { ...defaultParameters, ...Object.fromEntries(settled) };
  const chosen = parameters.get();
  usualParameters.set(usual);
  parameters.set({ ...usual, ...differing(chosen, before) });
}

/** The words a control offers here, the default among them. */
export function choicesOf(
  name: ParameterName,
  { words, limits, providers, presets }: ConfigView,
): readonly string[] {
  switch (name) {
    case 'ratio':
      return words.ratios;
    case 'resolution':
      return words.resolutions;
    case 'quality':
      return words.qualities;
    case 'count':
      return Array.from({ length: limits.maxCount }, (_, index) => `${index + 1}`);
    case 'format':
      return words.formats;
    case 'provider':
      return ['auto', ...providers.map(({ id }) => id)];
    case 'preset':
      return ['none', ...presets.map(({ name }) => name)];
  }
}

/** Takes up what was chosen last time, as far as it is still offered, and keeps what is chosen from now on. */
export function restoreParameters(config: ConfigView): void {
  const saved = readSaved('parameters');
  const known = parameterNames.flatMap((name): [string, string][] => {
    const value = (saved as Record<string, unknown> | undefined)?.[name];
    return typeof value === 'string' && choicesOf(name, config).includes(value) ? [[name, value]] : [];
  });
  parameters.set({ ...defaultParameters, ...Object.fromEntries(known) });
  settle(config.settings.settled);
  stopSaving();
  const keep = () => save('parameters', differing(parameters.get(), usualParameters.get()));
  stopSaving = parameters.subscribe(keep);
}

/** Only what differs from the usual, as form fields. */
export function chosenParameters(chosen: Parameters): [ParameterName, string][] {
  const different = differing(chosen, usualParameters.get());
  return Object.entries(different) as [ParameterName, string][];
}

function differing(chosen: Parameters, usual: Parameters): Partial<Parameters> {
  return Object.fromEntries(
    parameterNames.flatMap((name) => (chosen[name] === usual[name] ? [] : [[name, chosen[name]]])),
  );
}

let stopSaving = (): void => undefined;
