import type { Background, Format, Quality, Ratio, Resolution } from '../generation/image-request.ts';
import type { ImageSource } from './media.ts';
import type { RequestIssue } from '../core.ts';

/** Words of a request that a preset settles. */
export interface PresetWords {
  readonly ratio?: Ratio | undefined;
  readonly resolution?: Resolution | undefined;
  readonly quality?: Quality | undefined;
  readonly format?: Format | undefined;
  readonly background?: Background | undefined;
}

/** A named bundle: what is said around the user's words, how the picture is made, and pictures that go with it. */
export interface Preset {
  /** What users type: lower case, letters, digits and hyphens. */
  readonly name: string;
  /** One line for lists; absent where its owner wrote none. */
  readonly about?: string;
  /** `{prompt}` stands for the user's words; without it the words come first. */
  readonly template: string;
  readonly words: PresetWords;
  /** How many pictures it brings, after the user's own. */
  readonly referenceCount: number;
  readonly origin: 'built-in' | 'operator' | 'server';
}

/** A preset as somebody writes it. */
export interface PresetDraft {
  readonly name: string;
  readonly about?: string;
  readonly template: string;
  readonly words: PresetWords;
  readonly references?: readonly ImageSource[];
}

export type SavePresetResult =
  | { readonly kind: 'saved'; readonly preset: Preset; readonly replaced: boolean }
  | { readonly kind: 'invalid'; readonly issues: readonly RequestIssue[] }
  /** So many are the most that one chat may have. */
  | { readonly kind: 'full'; readonly limit: number };

/**
 * The presets that can be used in a chat: its own before the operator's before the built-in ones of the same name. The
 * entrance that changes a chat's presets checks that its user may.
 */
export interface Presets {
  /** In order of name. */
  list(chatId: string): Promise<readonly Preset[]>;
  find(name: string, chatId: string): Promise<Preset | undefined>;
  /** The pictures that a preset brings. @throws AppError `media-…` when one is gone */
  referencesOf(preset: Preset, chatId: string): Promise<readonly ImageSource[]>;
  /** Adds a preset of the chat's own, or replaces it. @throws AppError `media-…` for a picture that is none */
  save(chatId: string, draft: PresetDraft): Promise<SavePresetResult>;
  /** False where the chat has none of that name. */
  remove(chatId: string, name: string): Promise<boolean>;
}
