import type { CallbackQuery } from 'grammy/types';
import { parseButtonId } from '../shared/buttons.ts';
import { parseHelperButtonId } from '../shared/helper-buttons.ts';
import { parsePrivacyButtonId } from '../shared/privacy-buttons.ts';
import { parseRegionButtonId } from '../shared/region-buttons.ts';
import { parseReportButtonId } from '../shared/report-buttons.ts';
import type { BotContext } from './bot-context.ts';
import { pressHelper } from './helper-answers.ts';
import type { IntakeEvent } from './intake-event.ts';
import type { OrderHandler } from './order-handler.ts';
import { pressPrivacy } from './privacy-answers.ts';
import { pressGrid, type PressAnswer } from './region-answers.ts';
import { pressRephrase } from './rephrase-press.ts';
import { pressReport } from './report-presses.ts';
import { parseSettingsPress, pressSettings } from './settings-answers.ts';
import type { Talk } from './talk.ts';

/** Buttons that do not stand under a result. Undefined for those that do. */
export async function pressSpecial(
  context: BotContext,
  orders: OrderHandler,
  event: IntakeEvent,
  { query, talk }: { readonly query: CallbackQuery; readonly talk: Talk },
): Promise<PressAnswer | undefined> {
  const { data } = query;
  if (data === undefined) return undefined;
  const setting = parseSettingsPress(data);
  if (setting) return pressSettings(context, talk, query, setting);
  const cell = parseRegionButtonId(data);
  if (cell) return pressGrid(context, talk, query, cell);
  const help = parseHelperButtonId(data);
  if (help) return pressHelper(context, orders, event, { query, talk, button: help });
  const wish = parsePrivacyButtonId(data);
  if (wish) return pressPrivacy(context, event, { query, talk, wish });
  const report = parseReportButtonId(data);
  if (report) return pressReport(context, event, { talk, button: report });
  const button = parseButtonId(data);
  if (button?.verb !== 'rephrase' || (await context.core.get(button.id))) return undefined;
  return pressRephrase(context, event, { query, talk, id: button.id });
}
