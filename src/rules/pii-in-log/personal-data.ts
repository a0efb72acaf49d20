import type { Mention } from '../../language/mentions.ts';
import { flag, list, type OptionsOf } from '../../options.ts';
import { personalKind } from '../../vocabulary/personal-names.ts';
import { endsInPhrase, wordsOf } from '../../vocabulary/words.ts';

export const options = {
  names: list([], 'Further names of personal data: what ends in one of them is personal too (`member_number`).'),
  allow: list([], 'Names that may be logged (`support_email`).'),
  masks: list([], 'Further functions whose result may be logged (`shorten`).'),
  contacts: flag(true, 'Report addresses and numbers to reach somebody: e-mail, phone, post.'),
  personNames: flag(false, 'Report the names of persons too (`first_name`, `full_name`).'),
  ip: flag(false, 'Report IP addresses of clients too.'),
  ignoreDebug: flag(false, 'Leave lines of the level `debug` alone, which production does not write.'),
} as const;

export type Options = OptionsOf<typeof options>;
export type MessageId = 'body' | 'identity' | 'contact';
export type SuggestionId = 'lengthOnly' | 'domainOnly' | 'whetherGiven';

/** Where one of these does not occur, nothing is personal. */
const personalMentions = [
  /mail/i,
  /phone/i,
  /mobile/i,
  /msisdn/i,
  /address/i,
  /_addr/i,
  /sender/i,
  /recipient/i,
  /ssn/i,
  /passport/i,
  /dob/i,
  /birth/i,
  /iban/i,
  /card/i,
  /cvv/i,
  /cvc/i,
  /transcript/i,
  /body/i,
  /prompt/i,
  /completion/i,
  /get_json/i,
  /request/i,
  /\breq\b/i,
  /message/i,
] as const;

/** The file sends or receives mail. */
const mailMentions = [
  /smtp/i,
  /imap/i,
  /sendmail/i,
  /send_mail/i,
  /nodemailer/i,
  /emailmessage/i,
  /mailgun/i,
  /sendgrid/i,
  /gmail/i,
] as const;

/** The file talks to a language model. */
const modelMentions = [/openai/i, /anthropic/i, /\bllm/i, /langchain/i, /ollama/i, /gemini/i] as const;

/** The file answers messages of people. */
const botMentions = [
  /telegram/i,
  /aiogram/i,
  /telebot/i,
  /telegraf/i,
  /grammy/i,
  /discord/i,
  /slack_bolt/i,
  /slack.bolt/i,
  /chatbot/i,
  /whatsapp/i,
] as const;

/** All that is asked of a file's words. */
export const mentions = [...personalMentions, ...mailMentions, ...modelMentions, ...botMentions];

type Asked = (mention: Mention) => boolean;

/** May a file hold the name of something personal? */
export function mayBePersonal(isMentioned: Asked, { names, ip, personNames }: Options): boolean {
  return names.length > 0 || ip || personNames || personalMentions.some(isMentioned);
}

/** What is known of a file. */
export interface FileFacts {
  readonly inMail: boolean;
  readonly asksModel: boolean;
  readonly isBot: boolean;
}

export function factsFrom(isMentioned: Asked): FileFacts {
  return { inMail: mailMentions.some(isMentioned), asksModel: modelMentions.some(isMentioned), isBot: botMentions.some(isMentioned) };
}

/** Does the name say nothing of what it holds, so that the key beside it does: `email=address`? */
export function isVague(name: string): boolean {
  return /^(?:address|addr|to|value|number)$/u.test(name);
}

/** Which message does a value of this name deserve in a log? */
export function messageForName(name: string, { names, allow, contacts, personNames, ip }: Options, facts: FileFacts): MessageId | null {
  if (allow.includes(name)) return null;
  const words = wordsOf(name);
  if (names.some((extra) => endsInPhrase(words, wordsOf(extra)))) return 'identity';
  if (facts.asksModel && MODEL_TEXTS.has(words.join('_'))) return 'body';
  switch (personalKind(name, facts.inMail)) {
    case 'body':
      return 'body';
    case 'identity':
      return 'identity';
    case 'contact':
      return contacts ? 'contact' : null;
    case 'person':
      return personNames ? 'contact' : null;
    case 'address':
      return ip ? 'contact' : null;
    default:
      return null;
  }
}

const MODEL_TEXTS = new Set(['prompt', 'user_prompt', 'full_prompt', 'final_prompt', 'completion']);

/** What of a request holds all that somebody sent. */
export const WHOLE_BODIES = new Set(['body', 'form', 'json', 'data', 'get_json', 'get_data', 'POST', 'rawBody', 'values']);

/** What of a message holds what somebody wrote. */
export const MESSAGE_TEXTS = new Set(['text', 'content', 'body', 'caption']);
export const MESSAGES = /^(?:message|msg|incoming|incoming_message|reply|edited_message)$/iu;
