import type { ProgressView } from '../../core/ports/delivery-channel.ts';
import { progressButtons, progressLines } from '../shared/progress-text.ts';
import { oneLine, truncate } from '../shared/text.ts';
import type { DiscordAddress } from './discord-address.ts';
import type { MessagePayload } from './discord-api.ts';
import type { DiscordTranslator } from './discord-messages.ts';
import { buttonsPart, galleryPart, plainText, textPart } from './message-parts.ts';

export interface ProgressInput {
  readonly view: ProgressView;
  readonly address: DiscordAddress;
  readonly translator: DiscordTranslator;
  readonly now: () => number;
  readonly providerTitle: (id: string) => string;
}

/** The status message: what was asked, where it stands, the latest preview, and a way out. */
export function progressMessage(input: ProgressInput): MessagePayload {
  const { view, translator, now, providerTitle } = input;
  const { generation, preview, previewSequence } = view;
  const lines = [
    `**${plainText(truncate(oneLine(generation.request.prompt), 300))}**`,
    // Discord counts these by itself, so the passing of time needs no edit.
    ...progressLines(view, translator.common, { now, providerTitle, times: relativeTime }),
    ...waitNotice(input),
  ];
  const { prompt, spoiler: isCovered } = generation.request;
  const name = `preview-${previewSequence ?? 0}.jpg`;
  const files = preview
    ? [{ name, mediaType: 'image/jpeg', content: { bytes: new Uint8Array(preview) } }]
    : [];

  return {
    components: [
      textPart(lines.join('\n')),
      ...(preview ? [galleryPart([{ name, altText: truncate(prompt, 200), isCovered }])] : []),
      buttonsPart(progressButtons(view), translator),
    ],
    attachments: files.map((file, id) => ({ id, filename: file.name })),
    files,
  };
}

/** An instant as Discord shows it: "3 minutes ago", counting in the reader's language. */
export function relativeTime(at: number): string {
  return `<t:${Math.floor(at / 1000)}:R>`;
}

/** Waits that may outlive the interaction's token are announced while the message can still be edited. */
function waitNotice({ view, address, translator, now }: ProgressInput): readonly string[] {
  if (!address.interaction) return [];
  const begun = view.generation.createdAt;
  const mayTake = Math.max(now(), view.expectedAt ?? 0) - begun;
  if (mayTake < longWaitMs) return [];
  const direct = address.private || !address.botInChannel;
  return [`-# ${translator.say(direct ? 'status.long-wait' : 'status.long-wait-kept')}`];
}

const longWaitMs = 10 * 60_000;
