import { oncePerName } from './known-names.ts';
import { endsInPhrase, wordsOf } from './words.ts';

/** What kind of personal data a value holds: what somebody wrote, where to reach somebody, or who somebody is. */
export type PersonalKind = 'body' | 'contact' | 'identity' | 'person' | 'address';

const BODIES = phrases(
  'email_body mail_body body_text message_body html_body text_body raw_email raw_mail email_text email_content message_text transcript body_html body_plain',
);
const CONTACTS = phrases(
  'email emails e_mail email_address email_addresses mail_address phone phones phone_number phone_numbers phone_no telephone mobile mobile_number mobile_phone cell_phone msisdn',
  'street_address postal_address home_address billing_address shipping_address mailing_address delivery_address street_line sender_address recipient_address',
);
const IDENTITY = phrases(
  'ssn social_security_number passport passport_number passport_no dob date_of_birth birth_date birthdate birthday iban card_number cardnumber credit_card',
  'credit_card_number cc_number cvv cvc cvv2 national_id personal_number tax_number pan_number bank_account_number account_iban',
);
const PERSONS = phrases('first_name last_name full_name surname family_name given_name middle_name maiden_name real_name');
const ADDRESSES = phrases('ip ip_address ip_addr remote_addr remote_address client_ip remote_ip user_ip source_ip');

/** One word that says enough where a mail is dealt with, and nothing elsewhere. */
const IN_MAIL = new Set([
  'sender',
  'recipient',
  'recipients',
  'from_addr',
  'to_addr',
  'from_address',
  'to_address',
  'mail_from',
  'rcpt_to',
  'reply_to',
]);

/** A setting, an act, a yes or no: `send_email`, `default_from_email`, `is_phone`. */
const OTHER_BEGINNINGS = new Set(
  [
    'is has have can should must need needs requires require with without no not use uses send sends sent notify verify verified valid',
    'invalid check validate allow enable disable skip show hide default support admin system noreply service bot site company sales contact',
    'template welcome test example sample dummy fake mock server smtp sendgrid ses expected missing unknown num max min count total',
  ]
    .join(' ')
    .split(' '),
);

/** What personal data does a value of this name hold, if any? `inMail`: the file deals with mail. */
export function personalKind(name: string, inMail = false): PersonalKind | null {
  return (inMail ? kindInMail : kindElsewhere)(name);
}

const kindElsewhere = oncePerName((name) => read(name, false));
const kindInMail = oncePerName((name) => read(name, true));

function read(name: string, inMail: boolean): PersonalKind | null {
  // `ADMIN_EMAIL` is the program's own.
  if (name.length > LONGEST_NAME || /^[A-Z][A-Z\d_]*$/u.test(name)) return null;
  const words = wordsOf(name).map((word) => word.replace(/(?<=\D)\d+$/u, ''));
  const [first = ''] = words;
  if (words.length > 1 && OTHER_BEGINNINGS.has(first)) return null;
  const ends = (list: readonly (readonly string[])[]): boolean => list.some((phrase) => endsInPhrase(words, phrase));
  if (ends(BODIES)) return 'body';
  if (ends(IDENTITY)) return 'identity';
  if (ends(CONTACTS)) return 'contact';
  if (inMail && IN_MAIL.has(words.join('_'))) return 'contact';
  if (ends(PERSONS)) return 'person';
  return ends(ADDRESSES) ? 'address' : null;
}

const LONGEST_NAME = 100;

function phrases(...lines: readonly string[]): string[][] {
  return lines.flatMap((line) => line.split(' ').map((phrase) => phrase.split('_')));
}
