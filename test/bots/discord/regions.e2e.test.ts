import sharp from 'sharp';
import { afterEach, describe, expect, it } from 'vitest';
import { eventually } from '../../support/eventually.ts';
import { openCells, startPainterPage, type PainterPage } from '../../support/painter-page.ts';
import { startDiscordUnderTest, type DiscordUnderTest, type UnderTestOptions } from './discord-under-test.ts';

const publicUrl = 'https://limner.example';

describe('selecting a region on Discord', () => {
  let limner: DiscordUnderTest;
  let page: PainterPage | undefined;

  afterEach(async () => {
    expect(limner.discord.unhandled).toEqual([]);
    await page?.close();
    page = undefined;
    await limner.stop();
  });

  async function start(options: UnderTestOptions = {}): Promise<void> {
    limner = await startDiscordUnderTest(options);
  }

  async function startWithAddress(): Promise<PainterPage> {
    await start({ publicUrl, harness: { publicUrl } });
    const { core, media } = limner.harness;
    page = await startPainterPage({ core, media, publicUrl });
    return page;
  }

  async function drawn(prompt: string, options = {}) {
    return (await limner.discord.user.slash('imagine', { prompt, ...options })).untilPictures(1);
  }

  const mine = async () => (await limner.harness.core.history(`discord:${limner.discord.user.id}`))[0];
  const maskOf = async () => {
    const mask = (await mine())?.mask;
    return mask && openCells(limner.harness.media.pathOf(mask));
  };
  const posted = (text: string) =>
    eventually(
      () => {
        const found = limner.discord.user
          .timeline()
          .find((message) => JSON.stringify(message.components).includes(`**${text}**`));
        return found ?? expect.fail('not posted yet');
      },
      { timeoutMs: 10_000 },
    );

  it('sends a link privately whose painting is posted where the button was pressed, once', async () => {
    const painter = await startWithAddress();
    const result = await drawn('a house');

    const press = limner.discord.user.pressButton(result, 'Select region');
    const answer = await press.untilAnswer(({ buttons }) => buttons.length > 0);
    const link = answer.buttons[0]?.url ?? '';

    expect(answer).toMatchObject({
      ephemeral: true,
      text: 'Paint over what should change and say what should be there. The link is yours alone, good for 15 minutes and for one change.',
      buttons: [
        {
          label: 'Open the painter',
          url: expect.stringMatching(/^https:\/\/limner\.example\/region\/[\w.-]+$/) as string,
        },
      ],
    });
    expect(await painter.paint(link, { prompt: 'a red door', cells: [4, 7] })).toBe(202);
    const message = await posted('a red door');
    expect(await painter.paint(link, { prompt: 'a blue door', cells: [4] })).toBe(410);

    expect(message.channelId).toBe(result.channelId);
    expect(await maskOf()).toEqual([4, 7]);
    const [edited, first] = await limner.harness.core.history(`discord:${limner.discord.user.id}`, {
      limit: 2,
    });
    expect(edited).toMatchObject({
      pictureVersion: 2,
      parent: { generationId: first?.id, index: 0 },
      references: [{ sha256: first?.parts[0]?.images[0]?.sha256 }],
    });
    expect(limner.gateway.orders).toHaveLength(2);
  });

  it('asks which of several pictures is meant', async () => {
    const painter = await startWithAddress();
    const result = await (
      await limner.discord.user.slash('imagine', { prompt: 'two foxes', count: 2 })
    ).untilPictures(2);

    const asked = limner.discord.user.pressButton(result, 'Select region');
    const which = await asked.untilAnswer(({ buttons }) => buttons.length === 2);
    const press = limner.discord.user.pressButton(which, 'Picture 2');
    const answer = await press.untilAnswer(({ buttons }) => buttons.some(({ url }) => url));
    await painter.paint(answer.buttons[0]?.url ?? '', { prompt: 'a wolf', cells: [0] });

    await eventually(async () => expect((await mine())?.parent?.index).toBe(1));
  });

  it('brings a private result to its user alone', async () => {
    const painter = await startWithAddress();
    const result = await drawn('a secret', { private: true });

    const press = limner.discord.user.pressButton(result, 'Select region');
    const answer = await press.untilAnswer(({ buttons }) => buttons.length > 0);
    await painter.paint(answer.buttons[0]?.url ?? '', { prompt: 'another secret', cells: [0] });

    const shown = await press.untilPictures(1);
    expect(shown).toMatchObject({
      ephemeral: true,
      text: expect.stringContaining('another secret') as string,
    });
  });

  it("answers a stranger's press in private, and buys nothing", async () => {
    await startWithAddress();
    const result = await drawn('a house');

    const stranger = limner.discord.addPerson('mallory').pressButton(result, 'Select region');

    expect(await stranger.acknowledged()).toMatchObject({ ephemeral: true });
    expect(stranger.answer()?.text).toBe(
      'Only the person who asked for this can use it; ask for your own with /imagine.',
    );
    expect(stranger.answer()?.buttons).toEqual([]);
  });

  it('offers a grid of buttons over the picture where there is no public address', async () => {
    await start();
    const { user } = limner.discord;
    const result = await drawn('a house');

    const grid = user.pressButton(result, 'Select region');
    const empty = await grid.untilPictures(1);
    const none = user.pressButton(empty, 'Go on');
    await none.acknowledged();
    const marked = user.pressButton(empty, '5');
    await marked.untilAnswer(({ buttons }) => buttons.some(({ label }) => label === '✓ 5'));
    const more = user.pressButton(empty, '1');
    await more.untilAnswer(({ buttons }) => buttons.some(({ label }) => label === '✓ 1'));
    const fewer = user.pressButton(empty, '✓ 5');
    const chosen = await fewer.untilAnswer(({ buttons }) => buttons.some(({ label }) => label === '5'));
    const form = user.pressButton(chosen, 'Go on');
    await form.untilModal();
    const submitted = await user.submitModal(form, { prompt: 'a chimney' });
    const outcome = await submitted.untilPictures(1);

    expect(empty).toMatchObject({ ephemeral: true });
    expect(empty.buttons.map(({ label }) => label)).toEqual([...'123456789', 'Go on']);
    expect(none.answer()?.text).toBe('No part is chosen yet; press at least one, then Go on.');
    expect(chosen.pictures[0]?.sha256).not.toBe(empty.pictures[0]?.sha256);
    expect(outcome).toMatchObject({
      ephemeral: false,
      text: expect.stringContaining('**a chimney**') as string,
    });
    expect(await maskOf()).toEqual([0]);

    const again = user.pressButton(chosen, 'Go on');
    await again.acknowledged();
    expect(again.answer()?.text).toBe(
      'This choice was sent already; press Select region under the picture for a new one.',
    );
  });

  it('takes a mask file with /edit: repairs what is clear, refuses the rest with a sentence', async () => {
    await start();
    const { user } = limner.discord;
    const picture = (width: number, height: number, background: string) =>
      sharp({ create: { width, height, channels: 3, background } });
    const image = { name: 'photo.png', bytes: await picture(300, 180, '#3366cc').png().toBuffer() };
    const white = await picture(50, 60, '#fff').png().toBuffer();
    // Another size of the same shape, black and white, in a JPEG.
    const clear = await picture(150, 180, '#000')
      .resize(150, 180)
      .extend({ right: 150, background: '#fff' })
      .jpeg()
      .toBuffer();

    const good = await user.slash('edit', {
      image,
      prompt: 'a hat',
      mask: {
        name: 'mask.jpg',
        bytes: await sharp(clear).resize(600, 360, { kernel: 'nearest' }).jpeg().toBuffer(),
      },
    });
    await good.untilPictures(1);
    const alpha = await sharp(limner.harness.media.pathOf((await mine())?.mask ?? expect.fail()))
      .extractChannel('alpha')
      .raw()
      .toBuffer({ resolveWithObject: true });
    const refused = await user.slash('edit', {
      image,
      prompt: 'a hat',
      mask: { name: 'mask.png', bytes: white },
    });
    const [sentence] = await eventually(() => refused.followups().length > 0 && refused.followups());

    expect([alpha.info.width, alpha.info.height]).toEqual([300, 180]);
    expect([alpha.data.at(90 * 300 + 20), alpha.data.at(90 * 300 + 280)]).toEqual([255, 0]);
    expect(sentence).toMatchObject({
      ephemeral: true,
      text: 'The mask does not fit the picture; send a PNG of the same size whose transparent parts are to change.',
    });
    expect(limner.gateway.orders).toHaveLength(1);
  });
});
