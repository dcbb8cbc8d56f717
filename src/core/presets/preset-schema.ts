import { z } from 'zod';
import { backgrounds, formats, qualities, ratios, resolutions } from '../generation/image-request.ts';

export const presetNamePattern = /^[\p{Ll}\p{Lo}\p{N}][\p{Ll}\p{Lo}\p{N}-]{0,31}$/u;
export const maxTemplate = 2_000;
export const maxAbout = 100;
export const maxPresetReferences = 4;

const optional = <T extends z.ZodType>(schema: T) => schema.optional();

/** The words that a preset may settle. */
export const presetWordsSchema = z.strictObject({
  ratio: optional(z.enum(ratios)),
  resolution: optional(z.enum(resolutions)),
  quality: optional(z.enum(qualities)),
  format: optional(z.enum(formats)),
  background: optional(z.enum(backgrounds)),
});

/** One preset of an operator's file. */
const operatorPreset = z.strictObject({
  about: z.string().trim().min(1).max(maxAbout).optional(),
  prompt: z.string().trim().min(1).max(maxTemplate),
  ...presetWordsSchema.shape,
  /** Paths of pictures, relative to the file. */
  references: z.array(z.string().min(1)).max(maxPresetReferences).optional(),
});

/** The section `presets` of an operator's file: name → preset. A name with `null` takes a built-in one away. */
export const operatorPresetsSchema = z.record(
  z.string().regex(presetNamePattern, {
    error: 'must be a name in lower case: letters, digits and hyphens, at most 32',
  }),
  operatorPreset.nullable(),
);
export type OperatorPresets = z.output<typeof operatorPresetsSchema>;
