import { ButtonStyle, ComponentType, TextInputStyle } from '@discordjs/core/http-only';
import type { RequestResult } from '../../core/core.ts';
import { picturesOf, type Generation } from '../../core/generation/generation.ts';
import type { RegionSession } from '../../core/ports/regions.ts';
import { buildButtonId, type Button } from '../shared/buttons.ts';
import { parseImagine } from '../shared/parse-imagine.ts';
import { issuesText } from '../shared/refusal-text.ts';
import { buildRegionButtonId, gridButtons, type RegionButton } from '../shared/region-buttons.ts';
import { gridSide } from '../shared/region-grid.ts';
import { regionWishOf, sendGrid } from '../shared/region-order.ts';
import { truncate } from '../shared/text.ts';
import { quickRead, type BotContext } from './bot-context.ts';
import { defaultSizeLimit, discordTarget, readAddress, tokenLifeMs } from './discord-address.ts';
import type { MessagePayload } from './discord-api.ts';
import type { DiscordTranslator } from './discord-messages.ts';
import { formFields } from './edit-form.ts';
import { requesterOf, userKey, type DiscordInteraction, type InteractionOrigin } from './interaction.ts';
import { galleryPart, textMessage, textPart } from './message-parts.ts';
import type { Plan } from './plan-interaction.ts';

/** Behind Select region: which picture where there are several, then a link to the painter, else the grid. */
export function planRegion(
  button: Button,
  generation: Generation,
  place: { readonly interaction: InteractionOrigin; readonly isPrivate: boolean },
  context: BotContext,
  translator: DiscordTranslator,
): Plan {
  const pictures = picturesOf(generation);
  if (pictures.length === 0) return { kind: 'say', text: translator.common.say('answer.gone') };
  if (pictures.length > 1 && button.index === undefined) {
    return { kind: 'answer', answer: () => Promise.resolve(whichPicture(generation, translator)) };
  }
  const source = { generation, index: button.index ?? 0 };
  return { kind: 'answer', answer: () => offerRegion(source, place, context, translator) };
}

/** A button of the grid. */
export async function planGridButton(
  button: RegionButton,
  interaction: InteractionOrigin,
  context: BotContext,
  translator: DiscordTranslator,
): Promise<Plan> {
  const { core } = context;
  const found = await openSession(button.sessionId, interaction, context, translator);
  if (found.kind === 'say') return found;
  const { session } = found;
  if (button.kind === 'words') {
    const marked = await quickRead(core.regions.cells(session.id));
    if (marked.length === 0) return { kind: 'say', text: translator.common.say('region.none') };
    return { kind: 'form', form: wordsForm(session, translator), remember: false };
  }
  return {
    kind: 'update',
    update: async () => {
      const marked = await core.regions.setCell(session.id, button.cell, button.kind === 'mark');
      return gridMessage(session, marked, context, translator);
    },
  };
}

/** The form behind Go on came back. Undefined for any other form. */
export async function planRegionForm(
  form: Extract<DiscordInteraction, { kind: 'form' }>,
  context: BotContext,
  translator: DiscordTranslator,
): Promise<Plan | undefined> {
  const sessionId = /^words:([0-9a-z]{8,40})$/.exec(form.customId)?.[1];
  if (sessionId === undefined) return undefined;
  const found = await openSession(sessionId, form, context, translator);
  if (found.kind === 'say') return found;
  const { session } = found;
  const { request, issues } = parseImagine(form.texts.get(formFields.prompt) ?? '');
  if (issues.length > 0) return { kind: 'say', text: issuesText(issues, translator.common) };
  return {
    kind: 'order',
    // The grid was on one person's screen; where the picture goes was settled when it was asked for.
    private: readAddress(session.target).private,
    place: async (target): Promise<RequestResult> => {
      const sender = `discord:${form.id}`;
      const result = await sendGrid(context.core, { session, sender, request, target });
      if (result.kind === 'accepted' || result.kind === 'duplicate' || result.kind === 'refused')
        return result;
      return { kind: 'refused', refusal: { code: 'not-found' } };
    },
  };
}

async function openSession(
  id: string,
  { userId }: InteractionOrigin,
  { core }: BotContext,
  { common }: DiscordTranslator,
): Promise<Extract<Plan, { kind: 'say' }> | { readonly kind: 'open'; readonly session: RegionSession }> {
  const session = await quickRead(core.regions.get(id));
  if (!session) return { kind: 'say', text: common.say('region.gone') };
  if (session.requester.userId !== userKey(userId))
    return { kind: 'say', text: common.say('error.not-yours') };
  if (session.isSent) return { kind: 'say', text: common.say('region.used') };
  return { kind: 'open', session };
}

function whichPicture({ id, parts }: Generation, translator: DiscordTranslator): MessagePayload {
  const count = parts.reduce((sum, { images }) => sum + images.length, 0);
  const buttons = Array.from({ length: count }, (_, index) => ({
    type: ComponentType.Button,
    style: ButtonStyle.Secondary,
    label: translator.common.say('region.picture', { number: index + 1 }),
    custom_id: buildButtonId({ verb: 'region', id, index }),
  }));
  return textMessage(translator.common.say('region.which'), [row(buttons)]);
}

async function offerRegion(
  source: { readonly generation: Generation; readonly index: number },
  place: { readonly interaction: InteractionOrigin; readonly isPrivate: boolean },
  context: BotContext,
  translator: DiscordTranslator,
): Promise<MessagePayload> {
  const { core } = context;
  const { interaction } = place;
  const wish = regionWishOf(source, requesterOf(interaction), targetOf(place));
  const [picture] = wish?.references ?? [];
  if (!wish || !picture || !(await core.media.exists(picture))) {
    return textMessage(translator.common.say('answer.original-gone'));
  }
  const session = await core.regions.create(wish);
  const url = core.regions.linkTo(session);
  if (url === undefined) return gridMessage(session, [], context, translator);
  const label = translator.common.say('region.open');
  const link = { type: ComponentType.Button, style: ButtonStyle.Link, label, url };
  return textMessage(translator.common.say('region.invite'), [row([link])]);
}

/** A private result takes the place of the link, while Discord lets it; all others are messages of their own. */
function targetOf({ interaction, isPrivate }: { interaction: InteractionOrigin; isPrivate: boolean }) {
  const { applicationId, userId, channelId, botInChannel, token, receivedAt, sizeLimit } = interaction;
  return discordTarget({
    ...{ applicationId, userId, channelId, botInChannel, private: isPrivate },
    sizeLimit: isPrivate ? sizeLimit : defaultSizeLimit,
    ...(isPrivate ? { interaction: { token, expiresAt: receivedAt + tokenLifeMs } } : {}),
  });
}

async function gridMessage(
  session: RegionSession,
  marked: readonly number[],
  { core }: BotContext,
  translator: DiscordTranslator,
): Promise<MessagePayload> {
  const [picture] = session.references;
  const cells = gridButtons(session.id, marked).map(({ button, label, isMarked }) => ({
    type: ComponentType.Button,
    style: isMarked ? ButtonStyle.Primary : ButtonStyle.Secondary,
    label,
    custom_id: buildRegionButtonId(button),
  }));
  const rows = Array.from({ length: gridSide }, (_, index) =>
    row(cells.slice(index * gridSide, (index + 1) * gridSide)),
  );
  const goOn = {
    type: ComponentType.Button,
    style: ButtonStyle.Success,
    label: translator.common.say('region.go-on'),
    custom_id: buildRegionButtonId({ kind: 'words', sessionId: session.id }),
  };
  const name = 'grid.jpg';
  const altText = translator.common.say('region.grid');
  const view = picture && (await core.media.gridView(picture, { side: gridSide, marked }));
  return {
    components: [
      textPart(altText),
      ...(view ? [galleryPart([{ name, altText }])] : []),
      ...rows,
      row([goOn]),
    ],
    attachments: view ? [{ id: 0, filename: name, description: altText }] : [],
    files: view ? [{ name, mediaType: 'image/jpeg', content: { bytes: new Uint8Array(view) } }] : [],
  };
}

function wordsForm({ id }: RegionSession, translator: DiscordTranslator): object {
  const input = {
    type: ComponentType.TextInput,
    custom_id: formFields.prompt,
    style: TextInputStyle.Paragraph,
    required: true,
    max_length: 4_000,
    placeholder: truncate(translator.say('form.prompt-hint'), 100),
  };
  const label = truncate(translator.say('form.prompt'), 45);
  return {
    custom_id: `words:${id}`,
    title: translator.say('form.title'),
    components: [{ type: ComponentType.Label, label, component: input }],
  };
}

function row(components: readonly object[]): object {
  return { type: ComponentType.ActionRow, components };
}
