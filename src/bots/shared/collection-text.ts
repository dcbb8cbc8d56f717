import type { Collection } from '../../core/ports/collections.ts';
import type { MessageTranslator } from './messages.ts';

/** "1 = person, 2 = jacket, 3 = not named": the order in which the pictures will be given. */
export function orderLine({ pictures }: Collection, translator: MessageTranslator): string {
  const unnamed = translator.say('collect.unnamed');
  return pictures.map(({ name }, at) => `${at + 1} = ${name ?? unnamed}`).join(', ');
}

/** The names alone, as a form shows them for changing. */
export function namesLine({ pictures }: Collection): string {
  return pictures.flatMap(({ name }, at) => (name === undefined ? [] : [`${at + 1} = ${name}`])).join(', ');
}
