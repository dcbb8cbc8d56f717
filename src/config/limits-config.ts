import { defined } from './defined.ts';
import type { SettingValues } from './settings.ts';

/** Absent: no limit. */
export interface LimitsConfig {
  readonly userDailyImages: number;
  readonly userConcurrent: number;
  readonly userQueued: number;
  readonly userDailyMicroUsd?: number;
  readonly userMonthlyImages?: number;
  readonly userMonthlyMicroUsd?: number;
  readonly chatDailyImages?: number;
  readonly chatDailyMicroUsd?: number;
  readonly chatMonthlyImages?: number;
  readonly chatMonthlyMicroUsd?: number;
  readonly globalDailyImages?: number;
  readonly globalDailyMicroUsd?: number;
  readonly globalMonthlyImages?: number;
  readonly globalMonthlyMicroUsd?: number;
  /** A price beyond this has to be agreed to. */
  readonly confirmAboveMicroUsd?: number;
}

/** The limits of the environment. */
export function limitsOf(values: SettingValues): LimitsConfig {
  return {
    userDailyImages: values.LIMIT_USER_DAILY_IMAGES,
    userConcurrent: values.LIMIT_USER_CONCURRENT,
    userQueued: values.LIMIT_USER_QUEUED,
    ...defined({
      userDailyMicroUsd: values.LIMIT_USER_DAILY_USD,
      userMonthlyImages: values.LIMIT_USER_MONTHLY_IMAGES,
      userMonthlyMicroUsd: values.LIMIT_USER_MONTHLY_USD,
      chatDailyImages: values.LIMIT_CHAT_DAILY_IMAGES,
      chatDailyMicroUsd: values.LIMIT_CHAT_DAILY_USD,
      chatMonthlyImages: values.LIMIT_CHAT_MONTHLY_IMAGES,
      chatMonthlyMicroUsd: values.LIMIT_CHAT_MONTHLY_USD,
      globalDailyImages: values.LIMIT_GLOBAL_DAILY_IMAGES,
      globalDailyMicroUsd: values.LIMIT_GLOBAL_DAILY_USD,
      globalMonthlyImages: values.LIMIT_GLOBAL_MONTHLY_IMAGES,
      globalMonthlyMicroUsd: values.LIMIT_GLOBAL_MONTHLY_USD,
      confirmAboveMicroUsd: values.CONFIRM_ABOVE_USD,
    }),
  };
}
