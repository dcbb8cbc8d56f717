import type { Delivery } from '../ports/delivery-channel.ts';
import { isOpen, isTerminal, picturesOf, statusOf } from './generation.ts';
import type { Attempt, GeneratedImage, Generation, Part } from './generation.ts';

// Pure changes that take pictures, or a whole generation, out of sight. Parts and payments stay: the ledger's lines are
// derived from them.

/** The content of a picture that is gone; no file has this name. */
const noContent = '0'.repeat(64);

/**
 * One picture is deleted, or without an index all of the generation: its words and references too. With the last picture
 * goes the rest. Undefined while something is still being made, and when there is nothing left to delete.
 */
export function picturesDeleted(
  generation: Generation,
  index: number | undefined,
  now: number,
): Generation | undefined {
  if (generation.deletedAt !== undefined || !isTerminal(statusOf(generation))) return undefined;
  if (index === undefined) return buried({ ...generation, deletedAt: now }, now);
  const picture = picturesOf(generation)[index];
  if (!picture || picture.deletedAt !== undefined) return undefined;
  const left = picturesOf(generation).some(
    (other, position) => position !== index && other.deletedAt === undefined,
  );
  if (!left && !generation.parts.some(isOpen)) return buried({ ...generation, deletedAt: now }, now);
  let position = -1;
  const parts = generation.parts.map((part) => ({
    ...part,
    images: part.images.map((image) => {
      position += 1;
      return position === index ? tombstone(image, now) : image;
    }),
  }));
  return { ...generation, parts, delivery: withoutFile(generation.delivery, index) };
}

/** Keeps a deleted generation empty, also where a gateway brings a picture late. */
export function stillDeleted(generation: Generation, now: number): Generation {
  return generation.deletedAt === undefined ? generation : buried(generation, now);
}

function buried(generation: Generation, now: number): Generation {
  const { mask: _mask, parent: _parent, request, ...rest } = generation;
  const parts = generation.parts.map((part): Part => ({
    ...part,
    images: part.images.map((image) => (image.deletedAt === undefined ? tombstone(image, now) : image)),
    attempts: part.attempts.map(withoutContent),
  }));
  return {
    ...rest,
    request: { ...request, prompt: '' },
    references: [],
    parts,
    // Nothing of it is posted any more, and whoever is posting it finds their delivery taken over.
    delivery: { state: 'none', tries: 0 },
  };
}

/** The platform's name for a deleted picture is forgotten too. */
function withoutFile(delivery: Delivery, index: number): Delivery {
  const { receipt } = delivery;
  if (!receipt) return delivery;
  const messages = receipt.messages.map((message) => {
    if (!message.files || !message.pictures.includes(index)) return message;
    return {
      ...message,
      files: message.files.map((file, at) => (message.pictures[at] === index ? '' : file)),
    };
  });
  return { ...delivery, receipt: { ...receipt, messages } };
}

function tombstone({ pictureId, mediaType, width, height }: GeneratedImage, now: number): GeneratedImage {
  return { pictureId, mediaType, width, height, sha256: noContent, byteLength: 0, deletedAt: now };
}

/** The gateway's handle stays, for comparing its invoice; what the gateway said and where its files lie does not. */
function withoutContent({ results: _results, revisedPrompt: _words, task, ...attempt }: Attempt): Attempt {
  if (!task) return attempt;
  const { referenceUrls: _urls, ...handle } = task;
  return { ...attempt, task: handle };
}
