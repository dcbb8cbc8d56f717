import type { RequestView } from '../../api/generation-view.ts';
import { say } from '../say.ts';
import { providerTitle } from './config.ts';
import { defaultParameters, type ParameterName, parameterNames } from './parameters.ts';

/** A value of a control as people read it. */
export function sayValue(name: ParameterName, value: string): string {
  switch (name) {
    case 'ratio':
      return value === 'auto' ? say('value.ratio-auto') : value;
    case 'quality':
      return value === 'auto' || value === 'low' || value === 'medium' || value === 'high'
        ? say(`value.quality-${value}`)
        : value;
    case 'count':
      return say('value.count', { count: Number(value) });
    case 'provider':
      return value === 'auto' ? say('value.provider-auto') : providerTitle(value);
    case 'preset':
      return value === 'none' ? say('value.preset-none') : value;
    case 'resolution':
      return value.toUpperCase();
    case 'format':
      return value === 'jpeg' ? 'JPEG' : value === 'webp' ? 'WebP' : 'PNG';
  }
}

/** What was asked besides the words, without the defaults. */
export function wishesOf(asked: Partial<RequestView> | Partial<Record<ParameterName, string>>): string[] {
  const words = asked as Partial<Record<ParameterName | 'size', string | number>>;
  const wishes = parameterNames.flatMap((name) => {
    const value = words[name]?.toString();
    return value === undefined || value === defaultParameters[name] ? [] : [wishText(name, value)];
  });
  const variation = (asked as Partial<RequestView>).variation;
  const covered = (asked as Partial<RequestView>).spoiler ? [say('moderation.spoiler')] : [];
  const asIs = [...wishes, ...covered];
  const varied = variation === undefined ? asIs : [say(`variation.${variation}`), ...asIs];
  return words.size === undefined ? varied : [words.size.toString().replace('x', '×'), ...varied];
}

function wishText(name: ParameterName, value: string): string {
  const text = sayValue(name, value);
  // "High" alone does not say what is high.
  return name === 'quality' ? `${say('parameter.quality')}: ${text}` : text;
}
