import { AppError, ProviderError } from '../../../core/errors.ts';
import type { ResultImage, SubmitOptions } from '../../../core/ports/image-provider.ts';
import { classifyMessage } from '../classify-message.ts';
import { readEnvelope } from '../envelope.ts';
import type { Envelope } from '../envelope.ts';
import type { GatewayCall, GatewayClient, OpenReply } from '../gateway-client.ts';
import { refusalError, unreadableReply } from '../gateway-error.ts';
import { retryAfterMs } from '../retry-after.ts';
import { interpretAnswer } from './interpret-answer.ts';
import type { TokenUsage } from './interpret-answer.ts';
import { readAnswer } from './read-answer.ts';

export interface ImagesCall {
  readonly client: GatewayClient;
  readonly provider: string;
  readonly call: Omit<GatewayCall, 'phase' | 'method' | 'maxBytes'>;
  readonly count: number;
  readonly options: SubmitOptions;
  readonly now: () => number;
  /** A refusal that this gateway's documents give a meaning of its own; undefined for the common one. */
  readonly readRefusal?: (refusal: HttpRefusal) => ProviderError | undefined;
}

/** An answer that is no success, with its words already redacted. */
export interface HttpRefusal {
  readonly status: number;
  readonly envelope: Envelope | undefined;
  readonly message: string;
}

export interface MadeImages {
  readonly images: readonly ResultImage[];
  readonly revisedPrompt?: string;
  readonly usage?: TokenUsage;
}

/** What a success brought: pictures, or JSON without any; `error` is what that means where pictures were due. */
export type ReadAnswer =
  | ({ readonly kind: 'pictures' } & MadeImages)
  | { readonly kind: 'other'; readonly value: unknown; readonly error: ProviderError };

/** The most that an answer may hold: ten 4K pictures in base64. */
const MAX_ANSWER_BYTES = 400 * 1024 * 1024;
const MAX_REFUSAL_BYTES = 256 * 1024;

/**
 * One paid call of the Images API, whose answer brings the pictures.
 * @throws ProviderError, phase `submit`
 */
export async function submitImages(input: ImagesCall): Promise<MadeImages> {
  const answer = await submitForAnswer(input);
  if (answer.kind === 'other') throw answer.error;
  return answer;
}

/**
 * The same for a gateway that may also answer with something else than pictures.
 * @throws ProviderError, phase `submit`
 */
export async function submitForAnswer(input: ImagesCall): Promise<ReadAnswer> {
  const { client, call } = input;
  const reply = await client.open({ ...call, phase: 'submit', method: 'POST', maxBytes: MAX_ANSWER_BYTES });
  if (reply.status < 200 || reply.status > 299) throw await readRefusal(input, reply);
  return readPictures(input, reply);
}

async function readRefusal(input: ImagesCall, reply: OpenReply): Promise<ProviderError> {
  const text = await readStart(reply.body);
  const envelope = readEnvelope(parse(text));
  const message = excerptOf(input, envelope?.message ?? '');
  const own = input.readRefusal?.({ status: reply.status, envelope, message });
  if (own) return own;
  return refusalError({
    provider: input.provider,
    phase: 'submit',
    status: reply.status,
    bodyCode: envelope?.code,
    message,
    excerpt: excerptOf(input, text),
    errorCode: envelope?.errorCode,
    retryAfterMs: retryAfterMs(reply.headers['retry-after'], input.now()),
    requestId: reply.headers['x-request-id'],
  });
}

async function readPictures(input: ImagesCall, reply: OpenReply): Promise<ReadAnswer> {
  const { options, provider, count } = input;
  const answer = await reading(input, async () => {
    const read = await readAnswer({
      body: reply.body,
      contentType: reply.headers['content-type'],
      sink: options.sink,
      onPreview: options.onPreview,
      count,
    });
    return interpretAnswer(read, options.sink);
  });
  switch (answer.kind) {
    case 'pictures':
      return answer;
    case 'error':
      throw errorInAnswer(input, answer);
    case 'empty':
      return withoutPictures(input, answer.value);
    case 'unfinished':
      throw unreadableReply({ provider, phase: 'submit', message: 'the stream ended before its picture' });
    case 'unreadable':
      throw unreadableReply({ provider, phase: 'submit', message: excerptOf(input, answer.text) });
  }
}

function withoutPictures(input: ImagesCall, value: unknown): ReadAnswer {
  const envelope = readEnvelope(value);
  if (envelope?.refused) throw errorInAnswer(input, { value, started: false });
  const { provider } = input;
  // A list of pictures with none in it is an answer; anything else may stand for work that goes on.
  const error = Array.isArray(envelope?.fields['data'])
    ? unusable(provider)
    : unreadableReply({ provider, phase: 'submit', message: excerptOf(input, JSON.stringify(value)) });
  return { kind: 'other', value, error };
}

/** What a picture in the answer is spoiled by is no reason to doubt that it was made. */
async function reading<T>({ provider }: ImagesCall, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof ProviderError) throw error;
    if (error instanceof AppError) throw unusable(provider, error);
    throw unreadableReply({ provider, phase: 'submit', cause: error });
  }
}

function unusable(provider: string, cause?: unknown): ProviderError {
  const options = { code: 'result-unusable', provider, phase: 'submit', cause } as const;
  return new ProviderError(`${provider} answered without a usable picture`, options);
}

/** An error inside an answer that began as a success. */
function errorInAnswer(input: ImagesCall, answer: { value: unknown; started: boolean }): ProviderError {
  const { provider } = input;
  const envelope = readEnvelope(answer.value);
  const message = excerptOf(input, envelope?.message ?? '');
  const refusal = { provider, phase: 'submit', message, errorCode: envelope?.errorCode } as const;
  if (!answer.started) return refusalError({ ...refusal, status: 200, bodyCode: envelope?.code });
  // The work had begun and came to nothing: final, and no reason to ask elsewhere.
  const isModerated = classifyMessage(message, envelope?.errorCode) === 'moderation';
  return new ProviderError(`${provider} ended its stream with an error`, {
    code: isModerated ? 'provider-moderated' : 'provider-failed',
    provider,
    phase: 'submit',
    providerMessage: message === '' ? undefined : message,
  });
}

function excerptOf({ client, call }: ImagesCall, text: string): string {
  return client.excerpt(text, call.secrets);
}

/** As much of a refusal as matters; a connection that breaks in the middle does not change what its status says. */
async function readStart(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of body) {
      chunks.push(chunk);
      length += chunk.byteLength;
      if (length > MAX_REFUSAL_BYTES) break;
    }
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
