import type { Generation } from '../../core/generation/generation.ts';
import { livePictures } from '../../core/generation/generation.ts';
import type { Button } from '../shared/buttons.ts';
import { meantPicture } from '../shared/picture-verbs.ts';
import { reportText } from '../shared/report-text.ts';
import type { BotContext } from './bot-context.ts';
import type { DiscordTranslator } from './discord-messages.ts';
import { followUpForm } from './follow-up-forms.ts';
import { requesterOf, type DiscordInteraction } from './interaction.ts';
import { textMessage } from './message-parts.ts';
import type { Plan } from './plan-interaction.ts';

/** Report, pressed by anybody who sees the picture. A form asks which of several. */
export function planReport(
  button: Button,
  generation: Generation,
  interaction: DiscordInteraction,
  context: BotContext,
  translator: DiscordTranslator,
): Plan {
  const index = meantPicture(generation, button.index);
  if (index === undefined && livePictures(generation).length > 1) {
    return { kind: 'form', form: followUpForm(button, generation, translator), remember: false };
  }
  const report = { generationId: generation.id, index: index ?? 0, reporter: requesterOf(interaction) };
  return {
    kind: 'answer',
    answer: async () =>
      textMessage(reportText(await context.core.moderation.report(report), translator.common)),
  };
}
