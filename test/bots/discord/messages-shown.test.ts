import { describe, expect, it } from 'vitest';
import { discordTranslator } from '../../../src/bots/discord/discord-messages.ts';
import { progressMessage } from '../../../src/bots/discord/progress-message.ts';
import { resultMessage } from '../../../src/bots/discord/result-message.ts';
import { makeGeneration, makePart, makePicture } from '../shared/make-generation.ts';

const translator = discordTranslator('en');
const providerTitle = (id: string): string => id;
const generation = makeGeneration({ parts: [makePart({ state: 'running', images: [] })] });
const now = generation.createdAt + 5_000;
const address = {
  applicationId: '1',
  userId: '2',
  channelId: '3',
  interaction: { token: 't', expiresAt: generation.createdAt + 900_000 },
  statusMessageId: '4',
  private: false,
  botInChannel: true,
  sizeLimit: 1,
};

describe('progressMessage', () => {
  const view = { generation, stage: 'drawing' } as const;
  const input = { view, address, translator, now: () => now, providerTitle };
  const started = generation.createdAt / 1000;

  it('says where it stands, with a way out and times that Discord counts itself', () => {
    expect(progressMessage(input)).toEqual({
      components: [
        { type: 10, content: `**a lighthouse in a storm**\ngccai is drawing\nasked <t:${started}:R>` },
        {
          type: 1,
          components: [{ type: 2, style: 2, label: 'Cancel', custom_id: 'cancel:g1' }],
        },
      ],
      attachments: [],
      files: [],
    });
  });

  it('shows the preview as a picture of the same message', () => {
    const preview = Buffer.from([1, 2, 3]);

    const message = progressMessage({ ...input, view: { ...view, preview, previewSequence: 2 } });

    expect(message).toMatchObject({
      attachments: [{ id: 0, filename: 'preview-2.jpg' }],
      files: [
        { name: 'preview-2.jpg', mediaType: 'image/jpeg', content: { bytes: new Uint8Array([1, 2, 3]) } },
      ],
    });
    expect(message.components[1]).toMatchObject({
      type: 12,
      items: [{ media: { url: 'attachment://preview-2.jpg' } }],
    });
  });

  it.each([
    { what: 'a direct message', change: { private: true }, said: 'it comes as a direct message' },
    { what: 'a direct message', change: { botInChannel: false }, said: 'it comes as a direct message' },
    { what: 'a new message', change: {}, said: 'it comes as a new message' },
  ])('announces $what when the wait may pass ten minutes', ({ change, said }) => {
    const expectedAt = generation.createdAt + 11 * 60_000;

    const message = progressMessage({
      ...input,
      view: { ...view, expectedAt },
      address: { ...address, ...change },
    });

    expect(JSON.stringify(message.components)).toContain(said);
  });

  it('shows words of users as they are', () => {
    const tricky = makeGeneration({
      request: { ...generation.request, prompt: '<@1> **x**\n# y' },
      parts: generation.parts,
    });

    const [text] = progressMessage({ ...input, view: { ...view, generation: tricky } }).components;

    expect(text).toMatchObject({ content: expect.stringContaining('**\\<@1\\> \\*\\*x\\*\\* # y**\n') });
  });
});

describe('resultMessage', () => {
  const picture = makePicture();
  const file = { ...picture, path: '/pictures/a', reencoded: false };

  it('gives alt text to every picture, twice: for the gallery and for the file', () => {
    const done = makeGeneration({ request: { ...generation.request, prompt: 'x'.repeat(3_000) } });

    const message = resultMessage({
      generation: done,
      pictures: [{ picture, file }],
      translator,
      providerTitle,
    });

    const altText = `${'x'.repeat(1_023)}…`;
    expect(message).toMatchObject({
      attachments: [{ id: 0, filename: 'limner-pic1.png', description: altText }],
      files: [{ name: 'limner-pic1.png', mediaType: 'image/png', content: { path: '/pictures/a' } }],
    });
    expect(message.components[1]).toEqual({
      type: 12,
      items: [{ media: { url: 'attachment://limner-pic1.png' }, description: altText }],
    });
  });

  it('names a re-encoded file by what it is now, and offers the original', () => {
    const small = { ...file, mediaType: 'image/jpeg', reencoded: true };

    const message = resultMessage({
      generation: makeGeneration(),
      pictures: [{ picture, file: small }],
      translator,
      providerTitle,
    });

    expect(message.files).toMatchObject([{ name: 'limner-pic1.jpg', mediaType: 'image/jpeg' }]);
    expect(message.components.slice(3)).toMatchObject([
      {
        components: ['Again', 'Edit', 'Vary', 'Select region', 'Original file'].map((label) => ({ label })),
      },
      {
        components: ['Favourite', 'Add this too', 'As sticker', 'Delete', 'Report'].map((label) => ({
          label,
        })),
      },
    ]);
  });
});
