import type { DeliveryReceipt, Json } from '../ports/delivery-channel.ts';
import { isTerminal, statusOf } from './generation.ts';
import type { Generation } from './generation.ts';

// Pure changes of the delivery record.

/** A worker takes the delivery over; every earlier holder is fenced off. */
export function beginDelivery(generation: Generation, holder: string): Generation | undefined {
  const { delivery } = generation;
  if (delivery.state !== 'pending' && delivery.state !== 'posting') return undefined;
  return { ...generation, delivery: { ...delivery, state: 'posting', holder, tries: delivery.tries + 1 } };
}

/** What the channel has sent. Kept even when the outcome has changed meanwhile: the next delivery goes on from it. */
export function checkpointSaved(
  generation: Generation,
  holder: string,
  checkpoint: Json,
): Generation | undefined {
  const { delivery } = generation;
  if (delivery.holder !== holder) return undefined;
  return { ...generation, delivery: { ...delivery, checkpoint } };
}

/** The outcome arrived. One that has changed meanwhile is still to be told, in the same messages. */
export function deliveryDone(
  generation: Generation,
  holder: string,
  receipt: DeliveryReceipt,
): Generation | undefined {
  const { delivery } = generation;
  if (delivery.holder !== holder) return undefined;
  const { holder: _done, ...rest } = delivery;
  const state = delivery.state === 'posting' ? 'delivered' : delivery.state;
  return { ...generation, delivery: { ...rest, state, receipt } };
}

export function deliveryGivenUp(generation: Generation, holder: string): Generation | undefined {
  const { delivery } = generation;
  if (delivery.state !== 'posting' || delivery.holder !== holder) return undefined;
  const { holder: _done, ...rest } = delivery;
  return { ...generation, delivery: { ...rest, state: 'undeliverable' } };
}

/** A delivered outcome may have been covered by an older message: it is delivered once more, into the same messages. */
export function deliveryAgain(generation: Generation, now: number): Generation | undefined {
  const { delivery } = generation;
  if (delivery.state !== 'delivered' || !isTerminal(statusOf(generation))) return undefined;
  return { ...generation, delivery: { ...delivery, state: 'pending', tries: 0, since: now } };
}

/** The posts that showed a picture were taken away: nothing finds or shares it by them any more. */
export function postsTakenDown(generation: Generation, index: number): Generation | undefined {
  const { delivery } = generation;
  const { receipt } = delivery;
  const messages = receipt?.messages.filter(({ pictures }) => !pictures.includes(index));
  if (!receipt || !messages || messages.length === receipt.messages.length) return undefined;
  return { ...generation, delivery: { ...delivery, receipt: { ...receipt, messages } } };
}

/** Pictures that were delivered have these names on their platform by now. */
export function filesKept(
  generation: Generation,
  files: ReadonlyMap<number, string>,
): Generation | undefined {
  const { delivery } = generation;
  const { receipt } = delivery;
  const isShown = receipt?.messages.some(({ pictures }) => pictures.some((index) => files.has(index)));
  if (!receipt || isShown !== true || generation.deletedAt !== undefined) return undefined;
  const messages = receipt.messages.map((message) => {
    if (!message.pictures.some((index) => files.has(index))) return message;
    const names = message.pictures.map((index, at) => files.get(index) ?? message.files?.[at] ?? '');
    return { ...message, files: names };
  });
  return { ...generation, delivery: { ...delivery, receipt: { ...receipt, messages } } };
}
