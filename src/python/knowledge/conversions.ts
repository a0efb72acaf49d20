function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/u));
}

/** Calls whose result is a number, a date, a UUID or a digest: nothing that a user could phrase. By full name. */
export const numericCalls = words(`
  builtins.int builtins.float builtins.len builtins.bool builtins.abs builtins.round builtins.sum builtins.ord builtins.hash builtins.id
  builtins.complex builtins.divmod builtins.pow builtins.hex builtins.bin builtins.oct builtins.isinstance builtins.any builtins.all builtins.range
  uuid.UUID uuid.uuid1 uuid.uuid3 uuid.uuid4 uuid.uuid5 uuid.uuid7 decimal.Decimal fractions.Fraction
  time.time time.time_ns time.monotonic time.perf_counter time.mktime time.strftime
  datetime.datetime datetime.date datetime.time datetime.timedelta datetime.datetime.now datetime.datetime.utcnow datetime.datetime.today
  datetime.date.today datetime.datetime.fromtimestamp datetime.datetime.utcfromtimestamp datetime.datetime.strptime
  datetime.datetime.fromisoformat datetime.date.fromisoformat datetime.date.fromtimestamp datetime.datetime.combine
  django.utils.timezone.now django.utils.timezone.localtime calendar.timegm pandas.Timestamp pandas.to_datetime
  random.randint random.randrange random.random random.uniform random.getrandbits
  secrets.token_hex secrets.randbelow secrets.token_urlsafe os.getpid os.urandom os.path.getmtime os.path.getsize
  math.ceil math.floor math.sqrt math.trunc math.log zlib.crc32 zlib.adler32 binascii.hexlify
  numpy.int64 numpy.int32 numpy.float64 ipaddress.ip_address ipaddress.ip_network bson.ObjectId bson.objectid.ObjectId
`);

/** Methods whose result holds no free text, whatever they are called on. */
export const numericMethods = words(`
  isoformat strftime timestamp total_seconds hexdigest digest hex bit_length toordinal date time weekday isoweekday count index find rfind
  astimezone isdigit isalpha isalnum isidentifier startswith endswith timetuple utctimetuple as_integer_ratio
`);

/** Methods of texts and collections that give back what they were called on, in another form. */
export const keepingMethods = words(`
  strip lstrip rstrip upper lower title capitalize casefold swapcase replace split rsplit splitlines partition rpartition removeprefix removesuffix
  encode decode center ljust rjust zfill expandtabs translate format_map copy
`);

/** Methods of mappings and collections that give out something of theirs. */
export const takingMethods = words(
  'get getlist get_list getall getone pop popitem setdefault keys values items to_dict dict copy first __getitem__ multi_items',
);

/** Functions that give their first argument back as a text or as a collection of the same elements, by full name. */
export const keepingCalls = words(`
  builtins.str builtins.repr builtins.ascii builtins.unicode builtins.bytes builtins.format
  builtins.list builtins.tuple builtins.set builtins.frozenset builtins.sorted builtins.reversed builtins.iter builtins.next builtins.dict
  builtins.vars copy.copy copy.deepcopy dict.fromkeys builtins.dict.fromkeys collections.OrderedDict collections.deque itertools.chain
  itertools.chain.from_iterable more_itertools.unique_everseen
  textwrap.dedent inspect.cleandoc typing.cast json.dumps json.loads urllib.parse.unquote urllib.parse.unquote_plus urllib.parse.quote html.escape
  html.unescape os.path.basename os.path.join os.path.dirname os.path.abspath shlex.quote
`);

/** What quotes or escapes its argument for its place in a statement, by the last word of its name. */
export const quoters = words(`
  Identifier quote_ident quote_identifier quote_identifiers quote_name quote_schema_table format_table format_column escape_identifier
  escape_name escape_id escapeIdentifier quote_column quote_table quote_table_name quote_column_name maybe_quote_identifier
  quote_literal quote_sql_literal escape_literal escape_string escape_sql sql_escape sqlescape mogrify literal_value adapt
  quotename compile quote_value real_escape_string string_literal quoted_name quote_value_literal sql_quote quote_id quote_string pg_quote quote_nullable
`);

/** The same words as methods of a connection or of a dialect only: elsewhere they mean other things. */
export const connectionQuoters = words('quote escape literal Literal');
export const connectionNames = words(
  'conn connection cursor cur db database dialect preparer identifier_preparer engine self ops sql mysql pymysql psycopg2 c client',
);

/** Attributes that the program's declarations give a class, a model or a table. */
export const declaredAttributes = words(`
  __tablename__ __table__ __name__ __qualname__ __module__ _meta db_table db_column attname tablename table_name_ model_fields __fields__ __annotations__ __slots__
  __dataclass_fields__ _fields __mapper__ __members__ column_attrs primary_key pk_name fullname __version__
`);

/** Methods that turn a declared model into a mapping of its fields. */
export const modelMappings = words('model_dump dict asdict _asdict to_dict model_dump_json get_fields');

/** Annotations of values that hold no free text, by the last word of their name. */
export const numericTypes = words(
  'int float bool complex UUID UUID1 UUID3 UUID4 UUID5 Decimal datetime date time timedelta PositiveInt NonNegativeInt NegativeInt PositiveFloat NonNegativeFloat conint confloat ObjectId Timestamp AwareDatetime NaiveDatetime PastDate FutureDate IPv4Address IPv6Address StrictInt StrictBool StrictFloat int64 int32',
);

/** Classes whose members are written in the code. */
export const enumClasses: readonly string[] = [
  'enum.Enum',
  'enum.StrEnum',
  'enum.IntEnum',
  'Enum',
  'StrEnum',
  'IntEnum',
  'django.db.models.TextChoices',
  'models.TextChoices',
];
