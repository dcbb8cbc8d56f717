import type { GenerationView, ImageView } from '../../api/generation-view.ts';
import type { PrivacyView } from '../../api/privacy-view.ts';
import type { Parameters } from './parameters.ts';
import type { Reference } from './references.ts';

/** The picture that a prompt is to change. */
export interface EditedPicture {
  readonly image: ImageView;
  readonly prompt: string;
}

/** The part of a picture that is to change: always of the first that goes along. */
export interface Region {
  /** A PNG, transparent where to paint. */
  readonly mask: Blob;
  /** Part of the picture, 0 to 1. */
  readonly share: number;
}

/** What the composer hands over. `key` makes that sending it twice buys once. */
export interface Order {
  readonly key: string;
  readonly text: string;
  readonly parameters: Parameters;
  readonly references: readonly Reference[];
  readonly edited?: EditedPicture;
  readonly region?: Region;
}

/** One thing in the conversation, oldest first. */
export type Entry =
  /** On its way to Limner, or not accepted. */
  | {
      readonly kind: 'draft';
      readonly key: string;
      readonly createdAt: number;
      readonly order: Order;
      /** Set when it was not accepted. */
      readonly problem?: string;
    }
  | {
      readonly kind: 'generation';
      readonly key: string;
      readonly createdAt: number;
      readonly view: GenerationView;
      readonly preview?: string;
      readonly isBusy?: boolean;
      /** Why the last press of a button did nothing. */
      readonly problem?: string;
    }
  /** A command and its answer. */
  | {
      readonly kind: 'note';
      readonly key: string;
      readonly createdAt: number;
      readonly asked: string;
      readonly answer: string;
    }
  /** What is stored about whoever asks. */
  | {
      readonly kind: 'privacy';
      readonly key: string;
      readonly createdAt: number;
      readonly asked: string;
      readonly view: PrivacyView;
    };

export type GenerationEntry = Extract<Entry, { kind: 'generation' }>;
export type DraftEntry = Extract<Entry, { kind: 'draft' }>;

export interface Chat {
  readonly entries: readonly Entry[];
  /** Where the next older page begins; absent at the beginning of the history. */
  readonly before?: string;
  readonly older: 'idle' | 'loading' | 'failed';
  readonly olderProblem?: string;
  readonly isConnected: boolean;
}

export const emptyChat: Chat = { entries: [], older: 'idle', isConnected: true };

/** Puts what the server says into the conversation, in its place in time. */
export function withView(chat: Chat, view: GenerationView, key = view.id): Chat {
  const index = chat.entries.findIndex((entry) => entry.kind === 'generation' && entry.view.id === view.id);
  const known = chat.entries[index];
  if (known?.kind === 'generation') {
    return { ...chat, entries: chat.entries.with(index, { ...known, view }) };
  }
  return inserted(chat, { kind: 'generation', key, createdAt: view.createdAt, view });
}

export function withEntry(chat: Chat, key: string, change: (entry: Entry) => Entry | undefined): Chat {
  const entries = chat.entries.flatMap((entry) => (entry.key === key ? (change(entry) ?? []) : [entry]));
  return { ...chat, entries };
}

export function inserted(chat: Chat, entry: Entry): Chat {
  const after = chat.entries.findLastIndex(({ createdAt }) => createdAt <= entry.createdAt);
  return { ...chat, entries: chat.entries.toSpliced(after + 1, 0, entry) };
}

export function generationEntry(chat: Chat, id: string): GenerationEntry | undefined {
  return chat.entries.find(
    (entry): entry is GenerationEntry => entry.kind === 'generation' && entry.view.id === id,
  );
}
