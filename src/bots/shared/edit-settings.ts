import type { Generation } from '../../core/generation/generation.ts';
import type { ImageRequestInput } from '../../core/generation/image-request.ts';

/**
 * An edit keeps the settings of what it starts from, but for the shape, which is the picture's own; a preset that is named
 * now goes before them.
 */
export function settingsOf(
  { request }: Pick<Generation, 'request'>,
  { preset }: ImageRequestInput = {},
): ImageRequestInput {
  const { resolution, quality, format, background, compression, provider, spoiler } = request;
  return {
    ...(preset === undefined ? { resolution, quality, format, background } : {}),
    ...(compression === undefined ? {} : { compression }),
    ...(provider === undefined ? {} : { provider }),
    ...(spoiler === undefined ? {} : { spoiler }),
  };
}

/** Other words keep all that was asked for with the first ones, but for the shape where they name another. */
export function rephrasedSettings(
  before: Generation['request'],
  { size, ratio, resolution }: ImageRequestInput,
): ImageRequestInput {
  const { resolution: _shape, ...settings } = settingsOf({ request: before });
  const { count, private: isPrivate } = before;
  const kept = { ...settings, count, private: isPrivate };
  if (size !== undefined) return kept;
  if (!before.size) return { ...kept, ratio: before.ratio, resolution: before.resolution };
  if (ratio !== undefined || resolution !== undefined) return kept;
  return { ...kept, size: `${before.size.width}x${before.size.height}` };
}

/** A request as a person would write it: its words, and a flag for all that is not as usual. */
export function asWritten({ request }: Pick<Generation, 'request'>): string {
  const { prompt, size, ratio, resolution, quality, count, format, compression, background, provider } =
    request;
  const flags = [
    size ? `--size ${size.width}x${size.height}` : '',
    size || ratio === 'auto' ? '' : `--ratio ${ratio}`,
    size || resolution === '1k' ? '' : `--resolution ${resolution}`,
    quality === 'auto' ? '' : `--quality ${quality}`,
    count === 1 ? '' : `--count ${count}`,
    format === 'png' ? '' : `--format ${format}`,
    compression === undefined ? '' : `--compression ${compression}`,
    background === 'auto' ? '' : `--background ${background}`,
    provider === undefined ? '' : `--provider ${provider}`,
    request.spoiler ? '--spoiler' : '',
  ];
  // Words that look like a flag stay words.
  const words = /(^|\s)(--|[—–―−])/u.test(prompt) && !prompt.includes('"') ? `"${prompt}"` : prompt;
  return [words, ...flags].filter((piece) => piece !== '').join(' ');
}
