import { wordsOf } from './words.ts';

/** Who sends webhooks, and by what each of them can be known. */
export interface WebhookSender {
  readonly name: string;
  /** What to check, as it stands behind "Verify". */
  readonly proof: string;
}

const SENDERS: ReadonlyMap<string, WebhookSender> = new Map(
  (
    [
      ['stripe', 'Stripe', 'Stripe-Signature over the raw body'],
      ['github', 'GitHub', 'X-Hub-Signature-256 over the raw body'],
      ['gitlab', 'GitLab', 'X-Gitlab-Token'],
      ['gitea', 'Gitea', 'X-Gitea-Signature over the raw body'],
      ['bitbucket', 'Bitbucket', 'X-Hub-Signature over the raw body'],
      ['slack', 'Slack', 'X-Slack-Signature over the raw body'],
      ['discord', 'Discord', 'X-Signature-Ed25519 over the raw body'],
      ['telegram', 'Telegram', 'X-Telegram-Bot-Api-Secret-Token'],
      ['twilio', 'Twilio', 'X-Twilio-Signature'],
      ['sendgrid', 'SendGrid', 'its signature over the raw body'],
      ['mailgun', 'Mailgun', 'its signature'],
      ['postmark', 'Postmark', 'its credentials'],
      ['shopify', 'Shopify', 'X-Shopify-Hmac-Sha256 over the raw body'],
      ['paypal', 'PayPal', 'Paypal-Transmission-Sig over the raw body'],
      ['paystack', 'Paystack', 'X-Paystack-Signature over the raw body'],
      ['razorpay', 'Razorpay', 'X-Razorpay-Signature over the raw body'],
      ['flutterwave', 'Flutterwave', 'its verif-hash header'],
      ['mollie', 'Mollie', 'the payment by fetching it from Mollie'],
      ['square', 'Square', 'X-Square-HmacSha256-Signature'],
      ['braintree', 'Braintree', 'bt_signature'],
      ['paddle', 'Paddle', 'Paddle-Signature over the raw body'],
      ['lemonsqueezy', 'Lemon Squeezy', 'X-Signature over the raw body'],
      ['mercadopago', 'Mercado Pago', 'X-Signature'],
      ['coinbase', 'Coinbase', 'X-Cc-Webhook-Signature over the raw body'],
      ['clerk', 'Clerk', 'Svix-Signature over the raw body'],
      ['whatsapp', 'WhatsApp', 'X-Hub-Signature-256 over the raw body'],
      ['messenger', 'Messenger', 'X-Hub-Signature-256 over the raw body'],
      ['facebook', 'Facebook', 'X-Hub-Signature-256 over the raw body'],
      ['instagram', 'Instagram', 'X-Hub-Signature-256 over the raw body'],
      ['line', 'LINE', 'X-Line-Signature over the raw body'],
      ['zoom', 'Zoom', 'X-Zm-Signature over the raw body'],
      ['hubspot', 'HubSpot', 'X-HubSpot-Signature-v3'],
      ['intercom', 'Intercom', 'X-Hub-Signature over the raw body'],
      ['typeform', 'Typeform', 'Typeform-Signature over the raw body'],
      ['calendly', 'Calendly', 'Calendly-Webhook-Signature over the raw body'],
      ['docusign', 'DocuSign', 'X-DocuSign-Signature-1 over the raw body'],
      ['linear', 'Linear', 'Linear-Signature over the raw body'],
      ['sentry', 'Sentry', 'Sentry-Hook-Signature over the raw body'],
      ['vercel', 'Vercel', 'X-Vercel-Signature over the raw body'],
      ['contentful', 'Contentful', 'X-Contentful-Signature'],
      ['sanity', 'Sanity', 'Sanity-Webhook-Signature over the raw body'],
      ['resend', 'Resend', 'Svix-Signature over the raw body'],
      ['dropbox', 'Dropbox', 'X-Dropbox-Signature over the raw body'],
      ['woocommerce', 'WooCommerce', 'X-WC-Webhook-Signature over the raw body'],
      ['alipay', 'Alipay', 'its sign parameter'],
      ['adyen', 'Adyen', 'its HMAC signature'],
      ['plaid', 'Plaid', 'the Plaid-Verification token'],
    ] as const
  ).map(([word, name, proof]) => [word, { name, proof }]),
);

/** Words that say that a partner calls, without saying which. */
const PARTNERS = new Set([
  ...'payment payments pay billing checkout sms email mail mailer mailgun gmail google drive wechat wxpay vnpay momo mpesa midtrans xendit payu'.split(
    ' ',
  ),
  ...'zalopay iyzico klarna cashfree phonepe instamojo nowpayments coingate opennode btcpay zapier vonage nexmo plivo messagebird bandwidth'.split(
    ' ',
  ),
  ...'jira trello asana notion airtable mailchimp sparkpost ses sns twitch patreon kofi gumroad chargebee recurly quickbooks xero dialogflow'.split(
    ' ',
  ),
]);

/** The sender of what arrives at a path or handler of these names; undefined where they name none that is known. */
export function senderIn(names: readonly string[]): WebhookSender | undefined {
  for (const name of names) {
    for (const word of wordsOf(name)) {
      const sender = SENDERS.get(word) ?? SENDERS.get(word.replace(/web_?hooks?$|ipn$|notify$|callback$/u, ''));
      // `line` is a word of everybody's.
      if (sender && (word !== 'line' || /line_?(?:bot|webhook|hook|callback)|^line$/iu.test(name))) return sender;
    }
  }
  return undefined;
}

/** Do these names speak of somebody outside: of a sender, or of payments and mail that one takes care of? */
export function namesPartner(names: readonly string[]): boolean {
  return senderIn(names) !== undefined || names.some((name) => wordsOf(name).some((word) => PARTNERS.has(word) || SENDERS.has(word)));
}

/** Is this a call that asks a sender what it really knows: `stripe.Event.retrieve(id)`, `mollie.payments.get(id)`? */
export function asksSender(callee: string): boolean {
  if (callee.length > LONGEST_CALLEE) return false;
  const words = wordsOf(callee);
  const last = wordsOf(callee.slice(callee.lastIndexOf('.') + 1));
  if (!last.some((word) => ASKING.has(word))) return false;
  return (
    last[0] === 'retrieve' || words.some((word) => SENDERS.has(word) || CLIENTS.has(word) || (PARTNERS.has(word) && callee.includes('.')))
  );
}

const LONGEST_CALLEE = 150;
const ASKING = new Set('retrieve get fetch find lookup query status verify confirm check sync'.split(' '));
const CLIENTS = new Set('sdk gateway mp provider paymentprovider'.split(' '));
