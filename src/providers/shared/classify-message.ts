/** What the words of a gateway, in Chinese or English, are about. */
export type MessageClass = 'moderation' | 'balance' | 'auth' | 'rate' | 'reference' | 'parameter';

const codes: Readonly<Record<string, MessageClass>> = {
  moderation_blocked: 'moderation',
  content_policy_violation: 'moderation',
  content_policy: 'moderation',
  sensitive_words_detected: 'moderation',
  prompt_blocked: 'moderation',
  content_moderation: 'moderation',
  '451': 'moderation',
  insufficient_quota: 'balance',
  insufficient_user_quota: 'balance',
  pre_consume_token_quota_failed: 'balance',
  payment_required: 'balance',
  invalid_api_key: 'auth',
  authentication_error: 'auth',
  rate_limit_exceeded: 'rate',
  rate_limit_error: 'rate',
  unknown_parameter: 'parameter',
  invalid_value: 'parameter',
  unsupported_value: 'parameter',
  unsupported_model: 'parameter',
  model_not_found: 'parameter',
};

/** First match wins: a refusal by the safety filter often also speaks of invalid input. */
const patterns: readonly (readonly [MessageClass, RegExp])[] = [
  [
    'moderation',
    /违规|敏感|审核|安全(策略|政策)|不合规|policy|moderat|safety|could not be used to generate|nsfw|violat/i,
  ],
  ['balance', /余额|额度|点数|次数不足|欠费|充值|insufficient[ _]?\w*[ _]?(balance|credit|quota|fund)/i],
  ['auth', /密钥|秘钥|令牌无效|鉴权|未授权|unauthori[sz]ed|api ?key|invalid token/i],
  ['rate', /频繁|限流|并发|too many|rate limit/i],
  [
    'reference',
    /图片.*(下载|访问|读取)失败|download.*image|fetch.*(image|url)|private.*address|reference answered/i,
  ],
  [
    'parameter',
    /未绑定的参数|参数|(unknown|unsupported|unrecognized|invalid)[ _-]?(parameter|param|value|field|argument|model|size|ratio|aspect|resolution|quality|background|moderation|n\b|output_)|model\b.*(not (found|exist|support)|does not exist)|模型.*(不存在|不支持|未找到)|(size|ratio|resolution|quality|format|model|\bn) must be|not supported by (this )?model/i,
  ],
];

/**
 * Decides by the gateway's error code where it is a known word, else by its text. Undefined: nothing was recognised,
 * and nobody may conclude that no picture was made.
 */
export function classifyMessage(text: string, code?: string | number): MessageClass | undefined {
  const known = code === undefined ? undefined : codes[String(code).toLowerCase()];
  return known ?? patterns.find(([, pattern]) => pattern.test(text))?.[0];
}
