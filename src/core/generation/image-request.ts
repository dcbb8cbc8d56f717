import { z } from 'zod';

/** The words of a request, the same on every entrance. Order is the order in which they are offered. */
// prettier-ignore
export const ratios = [
  'auto', '1:1', '3:2', '2:3', '4:3', '3:4', '5:4', '4:5', '16:9', '9:16', '2:1', '1:2', '3:1', '1:3', '21:9', '9:21',
] as const;
export const resolutions = ['1k', '2k', '4k'] as const;
export const qualities = ['auto', 'low', 'medium', 'high'] as const;
export const formats = ['png', 'jpeg', 'webp'] as const;
export const backgrounds = ['auto', 'opaque'] as const;
/**
 * What is to become of the first reference, where the prompt only says what it shows: something a little or much
 * different, or the same drawn with more pixels by a gateway that has them.
 */
export const variations = ['subtle', 'strong', 'larger'] as const;
export const maxPromptLength = 32_000;
export const maxCount = 4;
/** The most references that any gateway takes. */
export const maxReferences = 16;

export type Ratio = (typeof ratios)[number];
export type NamedRatio = Exclude<Ratio, 'auto'>;
export type Resolution = (typeof resolutions)[number];
export type Quality = (typeof qualities)[number];
export type Format = (typeof formats)[number];
export type Background = (typeof backgrounds)[number];
export type Variation = (typeof variations)[number];

/** Width and height in pixels. */
export interface PixelSize {
  readonly width: number;
  readonly height: number;
}

const sizePattern = /^(\d{2,5})\s*[x×*]\s*(\d{2,5})$/i;

const size = z
  .string()
  .trim()
  .regex(sizePattern, { error: 'must be WIDTHxHEIGHT, for example 1536x1024' })
  .transform((text): PixelSize => {
    const match = sizePattern.exec(text);
    return { width: Number(match?.[1]), height: Number(match?.[2]) };
  })
  .refine(({ width, height }) => Math.max(width, height) <= 3840 && Math.min(width, height) >= 256, {
    error: 'must have edges between 256 and 3840 pixels',
  })
  .refine(({ width, height }) => Math.max(width / height, height / width) <= 3, {
    error: 'must not be longer than 3:1',
  });

/** A prompt without the characters that no gateway and no chat can show: NUL, other controls, lone surrogates. */
const prompt = z
  .string()
  .transform((text) =>
    text
      .toWellFormed()
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '')
      .trim(),
  ) // eslint-disable-line no-control-regex
  .pipe(
    z
      .string()
      .min(1, { error: 'must not be empty' })
      .refine((text) => [...text].length <= maxPromptLength, {
        error: `must have at most ${maxPromptLength} characters`,
      }),
  );

const lower = (value: unknown): unknown => (typeof value === 'string' ? value.trim().toLowerCase() : value);

/**
 * What a user may ask for, as it comes in (numbers may be text, case does not matter). `size` takes the place of
 * `ratio` and `resolution`. `provider` is checked against the configured gateways by the use case, not here.
 */
export const imageRequestSchema = z.object({
  prompt,
  ratio: z.preprocess(lower, z.enum(ratios)).default('auto'),
  resolution: z.preprocess(lower, z.enum(resolutions)).default('1k'),
  size: size.optional(),
  quality: z.preprocess(lower, z.enum(qualities)).default('auto'),
  count: z.coerce.number().int().min(1).max(maxCount).default(1),
  format: z
    .preprocess((value) => (lower(value) === 'jpg' ? 'jpeg' : lower(value)), z.enum(formats))
    .default('png'),
  compression: z.coerce.number().int().min(0).max(100).optional(),
  background: z.preprocess(lower, z.enum(backgrounds)).default('auto'),
  provider: z.preprocess(lower, z.string().min(1).max(40)).optional(),
  private: z.boolean().default(false),
  variation: z.enum(variations).optional(),
  /** The result is covered until somebody wants to see it. */
  spoiler: z.boolean().optional(),
});

/** A validated request, in Limner's words; knows no gateway's dialect. */
export type ImageRequest = z.output<typeof imageRequestSchema>;
/** A request as an entrance hands it in, not yet validated. */
export type ImageRequestInput = { readonly [key in keyof ImageRequest]?: unknown } & {
  /** Name of a preset that fills in what is left out. */
  readonly preset?: unknown;
};
