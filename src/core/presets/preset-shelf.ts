import { readFile } from 'node:fs/promises';
import { AppError } from '../errors.ts';
import type { RequestIssue } from '../core.ts';
import type { ImageSource, Media, StoredImage } from '../ports/media.ts';
import type { Preset, PresetDraft, Presets, PresetWords, SavePresetResult } from '../ports/presets.ts';
import { builtInPresets } from './built-in-presets.ts';
import type { OperatorPresets } from './preset-schema.ts';
// prettier-ignore
import {
  maxAbout, maxPresetReferences, maxTemplate, presetNamePattern, presetWordsSchema,
} from './preset-schema.ts';

/** A preset of one chat as it is kept. Plain JSON. */
export interface KeptPreset {
  readonly about?: string;
  readonly template: string;
  readonly words: PresetWords;
  readonly references: readonly StoredImage[];
}

export interface PresetStore {
  all(chatId: string): Promise<ReadonlyMap<string, KeptPreset>>;
  find(chatId: string, name: string): Promise<KeptPreset | undefined>;
  /** Keeps its pictures for as long as it is there. Resolves to `full` where the chat has `limit` others already. */
  save(chatId: string, name: string, preset: KeptPreset, limit: number): Promise<'new' | 'replaced' | 'full'>;
  remove(chatId: string, name: string): Promise<boolean>;
  /** Its pictures are in use: they are kept for a good while longer. */
  renew(chatId: string, name: string, preset: KeptPreset): Promise<void>;
}

export interface PresetShelfConfig {
  readonly store: PresetStore;
  readonly media: Pick<Media, 'discard' | 'importReference' | 'stage'>;
  /** The operator's own, with absolute paths; read each time, because the file may change. */
  readonly operator: () => OperatorPresets;
}

/** The most that one chat may have. */
const maxChatPresets = 50;

/** Built-in, operator's and chats' presets as one list. */
export class PresetShelf implements Presets {
  readonly #config: PresetShelfConfig;

  constructor(config: PresetShelfConfig) {
    this.#config = config;
  }

  async list(chatId: string): Promise<readonly Preset[]> {
    const found = new Map(this.#common());
    for (const [name, kept] of await this.#config.store.all(chatId)) found.set(name, ofChat(name, kept));
    return [...found.values()].sort((left, right) => (left.name < right.name ? -1 : 1));
  }

  async find(name: string, chatId: string): Promise<Preset | undefined> {
    const plain = plainName(name);
    const kept = await this.#config.store.find(chatId, plain);
    return kept ? ofChat(plain, kept) : this.#common().get(plain);
  }

  async referencesOf(
    { name, origin, referenceCount }: Preset,
    chatId: string,
  ): Promise<readonly ImageSource[]> {
    if (referenceCount === 0) return [];
    const { store, operator, media } = this.#config;
    if (origin === 'server') {
      const kept = await store.find(chatId, name);
      if (kept) await store.renew(chatId, name, kept);
      return (kept?.references ?? []).map((image) => ({ kind: 'stored', image }));
    }
    return Promise.all((operator()[name]?.references ?? []).map((path) => this.#open(path, media)));
  }

  /** A picture of the operator's folder. */
  async #open(path: string, media: PresetShelfConfig['media']): Promise<ImageSource> {
    try {
      const staged = await media.stage(await readFile(path));
      const image = await media.importReference({ kind: 'staged', image: staged });
      await media.discard(staged);
      return { kind: 'stored', image };
    } catch (cause) {
      if (cause instanceof AppError) throw cause;
      throw new AppError('A picture of a preset cannot be read', { code: 'media-not-found', cause });
    }
  }

  async save(chatId: string, draft: PresetDraft): Promise<SavePresetResult> {
    const name = plainName(draft.name);
    const template = draft.template.trim();
    const about = draft.about?.trim();
    const issues = issuesOf({ ...draft, name, template, about: about ?? '' });
    if (issues.length > 0) return { kind: 'invalid', issues };
    const references = await Promise.all(
      (draft.references ?? []).map((source) => this.#config.media.importReference(source)),
    );
    const kept: KeptPreset = {
      ...(about ? { about } : {}),
      ...{ template, references },
      words: presetWordsSchema.parse(draft.words),
    };
    const result = await this.#config.store.save(chatId, name, kept, maxChatPresets);
    if (result === 'full') return { kind: 'full', limit: maxChatPresets };
    return { kind: 'saved', preset: ofChat(name, kept), replaced: result === 'replaced' };
  }

  remove(chatId: string, name: string): Promise<boolean> {
    return this.#config.store.remove(chatId, plainName(name));
  }

  /** What every chat has. */
  #common(): Map<string, Preset> {
    const common = new Map(builtInPresets.map((preset) => [preset.name, preset]));
    for (const [name, own] of Object.entries(this.#config.operator())) {
      if (!own) {
        common.delete(name);
        continue;
      }
      const { about, prompt: template, references = [], ...words } = own;
      common.set(name, {
        ...{ name, template, words, referenceCount: references.length, origin: 'operator' as const },
        ...(about === undefined ? {} : { about }),
      });
    }
    return common;
  }
}

function ofChat(name: string, { about, template, words, references }: KeptPreset): Preset {
  return {
    ...{ name, template, words, referenceCount: references.length, origin: 'server' as const },
    ...(about === undefined ? {} : { about }),
  };
}

function plainName(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase().replace(/\s+/g, '-');
}

function issuesOf(draft: PresetDraft & { about: string }): readonly RequestIssue[] {
  const issues: RequestIssue[] = [];
  if (!presetNamePattern.test(draft.name)) {
    issues.push({
      field: 'preset',
      problem: 'not-allowed',
      allowed: 'a–z 0–9 -',
      given: draft.name.slice(0, 60),
    });
  }
  if (draft.template === '') issues.push({ field: 'prompt', problem: 'required' });
  if (draft.template.length > maxTemplate) {
    issues.push({ field: 'prompt', problem: 'too-long', allowed: `1–${maxTemplate}` });
  }
  if (draft.about.length > maxAbout)
    issues.push({ field: 'about', problem: 'too-long', allowed: `1–${maxAbout}` });
  if ((draft.references ?? []).length > maxPresetReferences) {
    issues.push({ field: 'image', problem: 'out-of-range', allowed: `0–${maxPresetReferences}` });
  }
  for (const [field, value] of Object.entries(draft.words)) {
    if (!presetWordsSchema.safeParse({ [field]: value }).success) {
      issues.push({ field, problem: 'not-allowed', given: String(value).slice(0, 60) });
    }
  }
  return issues;
}
