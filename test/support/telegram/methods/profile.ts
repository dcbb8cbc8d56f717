import { badRequest } from '../api-error.ts';
import type { Method } from '../backend.ts';

export const setMyCommands: Method = (backend, params) => {
  backend.commands.set(params);
  return true;
};

export const getMyCommands: Method = (backend, params) => backend.commands.get(params);

export const deleteMyCommands: Method = (backend, params) => {
  backend.commands.delete(params);
  return true;
};

/** setMyName, setMyDescription, setMyShortDescription. */
export function setProfileText(field: string, maxLength: number): Method {
  return (backend, params) => {
    const value = params.string(field);
    if (value.length > maxLength) throw badRequest(`${field.replaceAll('_', ' ')} is too long`);
    backend.profile.set(`${field}|${params.string('language_code')}`, value);
    return true;
  };
}

export function getProfileText(field: string): Method {
  return (backend, params) => ({
    [field]: backend.profile.get(`${field}|${params.string('language_code')}`) ?? '',
  });
}

export const accept: Method = () => true;
