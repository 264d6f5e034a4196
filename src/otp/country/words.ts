/** ISO 3166-1: each country's three letters, followed by its two. `XKX` is what Kosovo goes by, which has no code of its own there. */
export const threeLetters = `
  ABWAW AFGAF AGOAO AIAAI ALAAX ALBAL ANDAD AREAE ARGAR ARMAM ASCAC ASMAS ATGAG AUSAU AUTAT AZEAZ BDIBI BELBE
  BENBJ BESBQ BFABF BGDBD BGRBG BHRBH BHSBS BIHBA BLMBL BLRBY BLZBZ BMUBM BOLBO BRABR BRBBB BRNBN BTNBT BWABW
  CAFCF CANCA CCKCC CHECH CHLCL CHNCN CIVCI CMRCM CODCD COGCG COKCK COLCO COMKM CPVCV CRICR CUBCU CUWCW CXRCX
  CYMKY CYPCY CZECZ DEUDE DJIDJ DMADM DNKDK DOMDO DZADZ ECUEC EGYEG ERIER ESHEH ESPES ESTEE ETHET FINFI FJIFJ
  FLKFK FRAFR FROFO FSMFM GABGA GBRGB GEOGE GGYGG GHAGH GIBGI GINGN GLPGP GMBGM GNBGW GNQGQ GRCGR GRDGD GRLGL
  GTMGT GUFGF GUMGU GUYGY HKGHK HNDHN HRVHR HTIHT HUNHU IDNID IMNIM INDIN IOTIO IRLIE IRNIR IRQIQ ISLIS ISRIL
  ITAIT JAMJM JEYJE JORJO JPNJP KAZKZ KENKE KGZKG KHMKH KIRKI KNAKN KORKR KWTKW LAOLA LBNLB LBRLR LBYLY LCALC
  LIELI LKALK LSOLS LTULT LUXLU LVALV MACMO MAFMF MARMA MCOMC MDAMD MDGMG MDVMV MEXMX MHLMH MKDMK MLIML MLTMT
  MMRMM MNEME MNGMN MNPMP MOZMZ MRTMR MSRMS MTQMQ MUSMU MWIMW MYSMY MYTYT NAMNA NCLNC NERNE NFKNF NGANG NICNI
  NIUNU NLDNL NORNO NPLNP NRUNR NZLNZ OMNOM PAKPK PANPA PERPE PHLPH PLWPW PNGPG POLPL PRIPR PRKKP PRTPT PRYPY
  PSEPS PYFPF QATQA REURE ROURO RUSRU RWARW SAUSA SDNSD SENSN SGPSG SHNSH SJMSJ SLBSB SLESL SLVSV SMRSM SOMSO
  SPMPM SRBRS SSDSS STPST SURSR SVKSK SVNSI SWESE SWZSZ SXMSX SYCSC SYRSY TAATA TCATC TCDTD TGOTG THATH TJKTJ
  TKLTK TKMTM TLSTL TONTO TTOTT TUNTN TURTR TUVTV TWNTW TZATZ UGAUG UKRUA URYUY USAUS UZBUZ VATVA VCTVC VENVE
  VGBVG VIRVI VNMVN VUTVU WLFWF WSMWS XKXXK YEMYE ZAFZA ZMBZM ZWEZW
`;

/**
 * What people write for countries besides the names that the system's languages have: short, old and official names, abbreviations,
 * parts of countries, and spellings without umlauts. With commas between; as they are written, in any case.
 */
export const otherNames: Readonly<Record<string, string>> = {
  AC: 'Ascension',
  AE: 'الإمارات, UAE, U.A.E., Emirates, The Emirates, VAE, EAU, ОАЭ, Dubai, Abu Dhabi',
  AG: 'Antigua',
  AS: 'American Samoa',
  AT: 'Oesterreich',
  AX: 'Aland, Aaland, Ahvenanmaa',
  BA: 'Bosnia, Bosnien, Bosnie, BiH, Herzegovina, Bosnia-Hercegovina, Bosna',
  BN: 'Brunei Darussalam',
  BO: 'Plurinational State of Bolivia',
  BQ: 'Bonaire, Saba, Sint Eustatius, St. Eustatius, Statia, Caribbean Netherlands, BES Islands, Bonaire Sint Eustatius and Saba',
  BS: 'The Bahamas',
  BY: 'Byelorussia, Belorussia, White Russia, Belarus, Weissrussland, Белоруссия, Bielarus',
  CC: 'Cocos Islands, Keeling Islands',
  CD: 'DR Congo, D.R. Congo, DRC, DRK, RDC, Congo DR, Congo DRC, Congo Kinshasa, Kongo Kinshasa, Zaire, Democratic Republic of the Congo, Democratic Republic of Congo, Congo The Democratic Republic of the, RD Congo, République démocratique du Congo',
  CF: 'CAR, Central African Rep, RCA',
  CG: 'Congo Brazzaville, Republic of the Congo, Republic of Congo, Congo Republic, Kongo Brazzaville, République du Congo',
  CH: 'SUI, Suisse, Schweiz, Svizzera',
  CI: 'Ivory Coast, Cote d Ivoire, Elfenbeinküste, Elfenbeinkueste, RCI',
  CN: "PRC, P.R. China, PR China, People's Republic of China, Mainland China, КНР, 中华人民共和国, 中華人民共和國, 中国大陆, 大陆",
  CV: 'Cape Verde, Cape Verde Islands, Kap Verde',
  CW: 'Curacao',
  CZ: 'Czech Republic, Czech Rep, Tschechische Republik, Tschechei, Česká republika, ČR, Bohemia, Czech',
  DE: 'Deutschland, GER, BRD, RFA, Federal Republic of Germany, FRG, Bundesrepublik Deutschland',
  DK: 'DEN, Daenemark',
  DO: 'Dominican Rep, Rep Dominicana, RD, Santo Domingo',
  EH: 'Sahara, Sahrawi Republic, SADR',
  FK: 'Falklands, Malvinas, Islas Malvinas, Falkland Islands (Malvinas)',
  FM: 'Federated States of Micronesia',
  FO: 'Faroes, Faeroe Islands, Faroer, Faeroeer',
  GB: 'UK, U.K., England, Scotland, Wales, Northern Ireland, Britain, Great Britain, Grossbritannien, Royaume Uni, Reino Unido, Regno Unito, Inghilterra, Inglaterra, Angleterre, Anglia, Schottland, Escocia, Cymru, Alba, United Kingdom of Great Britain and Northern Ireland, ENG, SCO, WAL, Великобритания, Англия, İngiltere, 英国, 英國, イギリス, 영국, Gran Bretaña, Gran Bretagna, Grande Bretagne, Grã-Bretanha, Anglicko, Engeland, إنجلترا, بريطانيا, אנגליה, Anh, Inggris, อังกฤษ, इंग्लैंड, ब्रिटेन',
  GG: 'Alderney, Sark, Guernsey',
  GN: 'Guinea Conakry, Guinée Conakry, République de Guinée',
  GR: 'EL, Hellas, Hellenic Republic, Griechenland',
  GM: 'The Gambia',
  HK: 'Hong Kong, Hongkong, HKSAR, 中国香港, 香港特別行政區',
  HR: 'CRO, Hrvatska',
  IE: 'Eire, Éire, Republic of Ireland, ROI, Southern Ireland',
  IM: 'Man, IOM, Isle of Man',
  IN: 'Bharat',
  IR: 'Persia, Islamic Republic of Iran',
  JP: '日本国, Nippon',
  KG: 'Kirghizia, Kyrgyz Republic',
  KM: 'Comores',
  KN: 'St Kitts, Saint Kitts, Nevis, Saint Kitts-Nevis',
  KP: "North Korea, N. Korea, DPRK, D.P.R.K., Democratic People's Republic of Korea, Korea Democratic People's Republic of, Korea North, Северная Корея",
  KR: 'South Korea, S. Korea, Korea, ROK, R.O.K., Republic of Korea, Korea Republic of, Korea South, Suedkorea, 한국, 韓國, Южная Корея, كوريا الجنوبية',
  KY: 'Caymans, Cayman',
  KZ: 'Қазақстан',
  LA: "Lao, Lao PDR, Lao People's Democratic Republic",
  LK: 'Ceylon',
  LY: 'Libyan Arab Jamahiriya',
  MD: 'Moldavia, Republic of Moldova, Молдавия',
  MF: 'Saint-Martin',
  MK: 'Macedonia, FYROM, F.Y.R.O.M., Republic of Macedonia, Mazedonien, Former Yugoslav Republic of Macedonia, Македонија, Македония, Makedonija',
  MM: 'Burma, Myanmar, Birma',
  MO: 'Macao, Macau, Macao SAR, Macau SAR',
  MP: 'CNMI, Saipan, Northern Marianas',
  MV: 'Maldives',
  NL: 'Holland, The Netherlands, NED, Hollande, Holanda, Olanda, Hollanda, Голландия, הולנד, オランダ',
  NZ: 'N.Z., Aotearoa',
  PF: 'Tahiti',
  PG: 'PNG, Papua',
  PM: 'Saint Pierre, St Pierre',
  PR: 'Puerto Rico, Porto Rico',
  PS: 'Palestine, State of Palestine, West Bank, Gaza, Palestinian Territory, Palästina, Palaestina',
  PT: 'POR, Madeira, Azores',
  RE: 'Reunion, Reunion Island',
  RU: 'Russian Federation, RF, РФ, Российская Федерация, 俄國',
  SA: 'السعودية, KSA, K.S.A., Saudi, Kingdom of Saudi Arabia',
  SB: 'Solomons',
  SH: 'Saint Helena',
  SJ: 'Svalbard, Jan Mayen, Spitsbergen',
  SK: 'Slovak Republic, Slowakische Republik',
  SI: 'SLO',
  ST: 'Sao Tome, São Tomé',
  SX: 'Sint Maarten, St Maarten, Saint Martin Dutch',
  SY: 'Syrian Arab Republic',
  SZ: 'Swaziland, Eswatini, eSwatini, Swasiland',
  TA: 'Tristan',
  TC: 'Turks and Caicos, TCI',
  TL: 'East Timor, Timor Leste, Timor',
  TM: 'Туркмения',
  TR: 'Turkey, Türkiye, Turkiye, Tuerkei',
  TT: 'Trinidad, Tobago, Trinidad Tobago, T&T',
  TW: 'Republic of China, ROC, R.O.C., TPE, Formosa, Chinese Taipei, Taiwan Province of China, Taiwan ROC, 臺灣, 中華民國, 中国台湾',
  TZ: 'Zanzibar, United Republic of Tanzania',
  UA: 'The Ukraine',
  US: 'USA, U.S.A., U.S., U.S. of A., America, Amerika, Amérique, United States of America, The States, The US, The USA, EEUU, EE.UU., EUA, E.U.A., États Unis, Etats Unis, Vereinigte Staaten von Amerika, США, ΗΠΑ, ABD, ЗДА, SUA, SAD, 美国, 美國, アメリカ, 미국, Hawaii, Alaska, 米国, 미국, สหรัฐ, Estados Unidos de América, Georgia US, Georgia USA, ארהב, أمريكا',
  UZ: 'Ўзбекистон',
  VA: 'Vatican, Holy See, Vatikan, Vaticano, Vatikanstadt, Vatican City State',
  VC: 'St Vincent, Saint Vincent, Grenadines, SVG, Saint Vincent and the Grenadines',
  VE: 'Bolivarian Republic of Venezuela',
  VG: 'BVI, British Virgin Islands',
  VI: 'USVI, US Virgin Islands, Virgin Islands of the United States',
  VN: 'Viet Nam',
  WF: 'Wallis',
  WS: 'Western Samoa',
  YE: 'Yemen',
  YT: 'Mayotte',
  ZA: 'RSA, Republic of South Africa, S. Africa, Suedafrika, Azania, Suid-Afrika',
  ZW: 'Rhodesia',
};

/** What stands for more than one country, in some language or other. */
export const unclearNames: readonly string[] = ['Congo', 'Kongo', 'Konga', 'Virgin Islands', 'Saint', 'Guyanas'];
