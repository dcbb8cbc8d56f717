import { z } from 'zod';
import { askJson } from './ask-json.ts';
import { ok, problem, warning, type Finding } from './finding.ts';

const subject = 'Chat model';
const listSchema = z.looseObject({ data: z.array(z.looseObject({ id: z.string() })) });

export interface CheckedChatModel {
  readonly baseUrl: string;
  readonly apiKey?: string;
  readonly model: string;
  readonly visionModel: string;
}

/** Is the key taken, and are the models there; nothing is asked of them. */
export async function checkChatModel(
  config: CheckedChatModel,
  options: { readonly signal: AbortSignal; readonly now: () => number },
): Promise<readonly Finding[]> {
  const headers: Record<string, string> =
    config.apiKey === undefined ? {} : { authorization: `Bearer ${config.apiKey}` };
  const answer = await askJson(`${config.baseUrl}/models`, { headers, ...options });
  if ('unreachable' in answer) {
    const sentence = `It could not be reached (${answer.unreachable}).`;
    return [warning(subject, sentence, 'Try again later; if it stays so, check CHAT_BASE_URL.')];
  }
  const { status, json } = answer;
  if (status === 401 || status === 403) {
    return [problem(subject, `It refuses the key (${status}).`, 'Check CHAT_API_KEY.')];
  }
  const list = status === 200 ? listSchema.safeParse(json).data?.data : undefined;
  if (!list) return [ok(subject, 'It names no models, so it can only be tried by asking.')];
  const missing = [...new Set([config.model, config.visionModel])].filter(
    (model) => !list.some(({ id }) => id === model || id === `models/${model}`),
  );
  if (missing.length > 0) {
    const sentence = `It does not name ${missing.join(' and ')} among its models.`;
    return [warning(subject, sentence, 'Check CHAT_MODEL and CHAT_VISION_MODEL.')];
  }
  return [ok(subject, `The key is accepted, and ${config.model} is there.`)];
}
