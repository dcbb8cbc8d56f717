import { ComponentType, TextInputStyle } from '@discordjs/core/http-only';
import { blockAsker, decideReport, maxReason, refusedDecider } from '../shared/admin/decide-report.ts';
import { buildReportButtonId, parseReportButtonId, type ReportButton } from '../shared/report-buttons.ts';
import { truncate } from '../shared/text.ts';
import type { BotContext } from './bot-context.ts';
import type { DiscordTranslator } from './discord-messages.ts';
import { userKey, type DiscordInteraction } from './interaction.ts';
import { plainText, textMessage } from './message-parts.ts';
import type { Plan } from './plan-interaction.ts';
import { requestKey } from './plan-order.ts';

const reasonField = 'reason';

/** A row of buttons under a report. */
export function reportButtonsPart(buttons: readonly ReportButton[], { common }: DiscordTranslator): object {
  return {
    type: ComponentType.ActionRow,
    components: buttons.map((button) => ({
      type: ComponentType.Button,
      style: button.kind === 'dismiss' ? 2 : 4,
      label: common.say(`report.do-${button.kind}`),
      custom_id: buildReportButtonId(button),
    })),
  };
}

/** A button under a report, or the form with a reason; undefined for everything else. */
export function planReportDecision(
  interaction: Extract<DiscordInteraction, { kind: 'button' | 'form' }>,
  { core, now }: BotContext,
  translator: DiscordTranslator,
): Plan | undefined {
  const button = parseReportButtonId(interaction.customId);
  if (!button) return undefined;
  const userId = userKey(interaction.userId);
  const deps = { core, translator: translator.common, now, key: requestKey(interaction) };
  const refused = refusedDecider(userId, deps);
  if (refused !== undefined) return { kind: 'say', text: refused };
  if (button.kind !== 'block') {
    return { kind: 'answer', answer: async () => textMessage(await decideReport(button, userId, deps)) };
  }
  if (interaction.kind === 'button')
    return { kind: 'form', form: reasonForm(button, translator), remember: false };
  const reason = interaction.texts.get(reasonField) ?? '';
  return {
    kind: 'answer',
    answer: async () =>
      textMessage(plainText(await blockAsker(button.generationId, { userId, reason }, deps))),
  };
}

function reasonForm(button: ReportButton, { common }: DiscordTranslator): object {
  const input = {
    type: ComponentType.TextInput,
    custom_id: reasonField,
    style: TextInputStyle.Short,
    required: false,
    max_length: maxReason,
  };
  return {
    custom_id: buildReportButtonId(button),
    title: truncate(common.say('report.do-block'), 45),
    components: [
      { type: ComponentType.Label, label: truncate(common.say('report.reason'), 45), component: input },
    ],
  };
}
