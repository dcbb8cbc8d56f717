import { z } from 'zod';
import { AppError } from '../core/errors.ts';
import type { ChatAsk, ChatModel } from '../core/ports/prompt-helper.ts';

export interface OpenaiChatModelConfig {
  /** `/chat/completions` comes behind it; without trailing slash. */
  readonly baseUrl: string;
  readonly apiKey?: string;
  readonly model: string;
  /** Looks at pictures. */
  readonly visionModel: string;
  readonly timeoutMs: number;
}

/** Longest answer that is read, bytes. */
const maxReplyBytes = 256 * 1024;
/** Room for the thoughts of models that think, which count too. */
const maxTokens = 4_000;

const replySchema = z.looseObject({
  choices: z
    .array(
      z.looseObject({
        finish_reason: z.string().nullish(),
        message: z.looseObject({ content: z.string().nullish(), refusal: z.string().nullish() }),
      }),
    )
    .min(1),
});
const errorSchema = z.looseObject({
  error: z.looseObject({ code: z.unknown(), param: z.unknown(), type: z.unknown(), message: z.unknown() }),
});

/** A chat model that speaks as OpenAI's does. Asks once; only a name for the limit that it does not know is put right. */
export function createOpenaiChatModel(config: OpenaiChatModelConfig): ChatModel {
  /** Newer models know the limit by another name, and say so. */
  const limitNames = new Map<string, 'max_tokens' | 'max_completion_tokens'>();
  return {
    async answer(ask) {
      const model = 'jpeg' in ask.material ? config.visionModel : config.model;
      const signal = AbortSignal.timeout(config.timeoutMs);
      const send = () => post(config, bodyOf(ask, model, limitNames.get(model) ?? 'max_tokens'), signal);
      let answer = await send();
      if (answer.status === 400 && !limitNames.has(model) && wantsOtherLimit(answer.text)) {
        limitNames.set(model, 'max_completion_tokens');
        answer = await send();
      }
      return wordsOf(answer);
    },
  };
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

function bodyOf({ task, material }: ChatAsk, model: string, limitName: string): object {
  const content =
    'text' in material
      ? material.text
      : [{ type: 'image_url', image_url: { url: dataUrl(material.jpeg), detail: 'high' } }];
  const messages = [
    { role: 'system', content: task },
    { role: 'user', content },
  ];
  return { model, messages, [limitName]: maxTokens };
}

function dataUrl(jpeg: Uint8Array): string {
  return `data:image/jpeg;base64,${Buffer.from(jpeg).toString('base64')}`;
}

/** Neither the address, the key nor what was sent goes into an error. */
async function post(config: OpenaiChatModelConfig, body: object, signal: AbortSignal): Promise<Answer> {
  try {
    const response = await fetch(`${config.baseUrl}/chat/completions`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(config.apiKey === undefined ? {} : { authorization: `Bearer ${config.apiKey}` }),
      },
      body: JSON.stringify(body),
      signal,
      redirect: 'error',
    });
    return { status: response.status, text: await textOf(response) };
  } catch (error) {
    if (error instanceof AppError) throw error;
    const isLate = signal.aborted;
    // Whoever was too slow may well send a bill.
    throw away(isLate ? 'The chat model took too long' : 'The chat model could not be reached', !isLate);
  }
}

async function textOf({ body }: Response): Promise<string> {
  if (!body) return '';
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
    length += chunk.byteLength;
    if (length > maxReplyBytes) throw away('The chat model answered too much', false);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function wordsOf({ status, text }: Answer): string {
  if (status >= 400 && status < 500 && isRefusal(text)) throw refused();
  if (status < 200 || status > 299) throw away(`The chat model answered ${status}`, true);
  const parsed = replySchema.safeParse(jsonOf(text));
  const choice = parsed.data?.choices[0];
  if (!choice) throw away('The chat model gave an answer of another kind', false);
  const { message, finish_reason: end } = choice;
  if (message.refusal || end === 'content_filter') throw refused();
  return message.content ?? '';
}

function isRefusal(text: string): boolean {
  const { code, type } = errorSchema.safeParse(jsonOf(text)).data?.error ?? {};
  return [code, type].some((word) => typeof word === 'string' && /content_|moderation|safety/.test(word));
}

function wantsOtherLimit(text: string): boolean {
  const { param, message } = errorSchema.safeParse(jsonOf(text)).data?.error ?? {};
  return param === 'max_tokens' || (typeof message === 'string' && message.includes('max_completion_tokens'));
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function away(message: string, costNothing: boolean): AppError {
  return new AppError(message, { code: 'helper-away', retryable: costNothing });
}

function refused(): AppError {
  return new AppError('The chat model does not want to', { code: 'helper-refused' });
}
