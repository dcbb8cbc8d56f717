import type { MessageTranslator } from './messages.ts';

/** The answer to a press of Report. */
export function reportText(told: 'told' | 'told-before' | 'gone', translator: MessageTranslator): string {
  return translator.say(told === 'gone' ? 'answer.gone' : `report.${told}`);
}
