"""Seas, straits, canals and rivers, and the ports, cities and crossings that articles on interdictions name.

Plain data tables: a name and the country in which it lies. They only help to tell that a name is a place; a place that
is not listed is found by the words around it.
"""

from __future__ import annotations

from collections.abc import Mapping

# Kind of water by name. A river, canal or lake is an inland waterway.
WATERS: Mapping[str, str] = {
    **dict.fromkeys(
        (
            "arabian sea", "north arabian sea", "northern arabian sea", "red sea", "mediterranean sea", "mediterranean",
            "black sea", "caspian sea", "baltic sea", "north sea", "adriatic sea", "adriatic", "aegean sea", "aegean",
            "ionian sea", "east china sea", "south china sea", "yellow sea", "sea of japan", "east sea", "west sea",
            "philippine sea", "java sea", "indian ocean", "atlantic ocean", "atlantic", "pacific ocean", "pacific",
            "caribbean sea", "caribbean", "gulf of aden", "gulf of oman", "gulf of suez", "gulf of aqaba",
            "gulf of mexico", "gulf of guinea", "gulf of thailand", "gulf of finland", "gulf of sidra", "persian gulf",
            "arabian gulf", "the gulf", "bay of bengal", "andaman sea", "strait of hormuz", "straits of hormuz",
            "strait of malacca", "malacca strait", "strait of gibraltar", "straits of gibraltar", "bab al-mandab",
            "bab el-mandeb", "taiwan strait", "singapore strait", "english channel", "sea of azov", "kerch strait",
            "dardanelles", "bosphorus", "bosporus", "strait of bonifacio", "strait of otranto", "bay of biscay",
            "mozambique channel", "sea of okhotsk", "bohai sea", "korea strait", "sunda strait", "sulu sea",
        ),
        "sea",
    ),
    **dict.fromkeys(
        ("suez canal", "panama canal", "kiel canal", "danube", "danube river", "rhine", "dnieper", "volga", "nile",
         "yalu river", "tumen river", "congo river", "mekong", "shatt al-arab", "lake tanganyika", "lake victoria"),
        "inland_waterway",
    ),
}  # fmt: skip

REGIONS = frozenset(
    {"middle east", "far east", "southeast asia", "south asia", "central asia", "west africa", "east africa",
     "horn of africa", "gaza strip", "west bank", "north africa", "latin america", "eastern europe", "balkans"}
)  # fmt: skip

CITIES: Mapping[str, str] = {
    name.replace("_", " "): code
    for code, names in {
        "": "Cartagena Manzanillo Newcastle San_Pedro",  # ports of several countries
        "AE": "Dubai Jebel_Ali Sharjah Fujairah Khor_Fakkan Ras_al-Khaimah Ajman Port_Rashid",
        "AO": "Lobito Cabinda", "AU": "Sydney Melbourne Fremantle Darwin Brisbane", "BD": "Chittagong",
        "BE": "Antwerp Zeebrugge Ghent", "BG": "Varna Burgas Vidin Ruse", "BR": "Santos Rio_de_Janeiro Paranagua",
        "CD": "Matadi Goma Lubumbashi", "CG": "Pointe_Noire Pointe-Noire",
        "CL": "Valparaiso Iquique", "CM": "Douala",
        "CN": "Shanghai Dalian Tianjin Qingdao Ningbo Shenzhen Guangzhou Xiamen Shekou Dandong Hunchun Yantai "
        "Lianyungang Jingjiang Zhoushan Fangchenggang Longkou Rizhao Ningde Bayuquan Yingkou Nanjing Chiwan",
        "CO": "Buenaventura Barranquilla", "CU": "Mariel Santiago_de_Cuba Cienfuegos",
        "CY": "Limassol Larnaca", "DE": "Hamburg Bremerhaven Frankfurt Rostock Munich Cologne",
        "DJ": "Djibouti", "DK": "Aarhus", "DZ": "Oran", "EC": "Guayaquil",
        "EG": "Alexandria Port_Said Damietta Suez Ain_Sokhna El_Arish El-Arish Safaga Adabiya",
        "ER": "Massawa Assab", "ES": "Algeciras Valencia Barcelona Las_Palmas Cadiz Malaga Bilbao Ceuta",
        "FR": "Marseille Le_Havre Fos-sur-Mer Toulon Dunkirk", "GB": "Southampton Felixstowe Liverpool Dover",
        "GE": "Poti Batumi", "GH": "Tema", "GI": "Gibraltar", "GN": "Kamsar",
        "GR": "Piraeus Heraklion Iraklion Rhodes Thessaloniki Crete Kalamata Patras Elefsina Souda_Bay Karystos Corfu",
        "HK": "Hong_Kong", "HR": "Rijeka Ploce", "HT": "Cap-Haitien",
        "ID": "Palembang Balikpapan Surabaya Batam Tanjung_Priok Samarinda", "IL": "Ashdod Haifa Eilat Tel_Aviv",
        "IN": "Mumbai Chennai Kolkata Kochi Cochin Mundra Kandla Visakhapatnam Kakinada Port_Blair Hut_Bay Kozhikode "
        "Tuticorin Mangalore Nhava_Sheva Vadakara Goa",
        "IQ": "Basra Umm_Qasr Erbil Mosul Khor_al-Zubair",
        "IR": "Bandar_Abbas Bushehr Chabahar Jask Bandar_Imam_Khomeini Mehrabad Kharg_Island Shiraz Mashhad Assaluyeh",
        "IT": "Genoa Naples Trieste Gioia_Tauro Taranto Augusta Catania Livorno Sicily Ravenna Brindisi Bari Salerno",
        "JO": "Aqaba", "JP": "Yokohama Osaka Kobe Nagoya Nagasaki Hakata Sakaiminato Maizuru Otaru",
        "KE": "Mombasa Lamu", "KH": "Sihanoukville",
        "KP": "Nampo Chongjin Wonsan Haeju Songnim Hungnam Rason Rajin Sinuiju Taean Najin",
        "KR": "Busan Pusan Incheon Ulsan Yeosu Gunsan Pyeongtaek Pyeongtaek-Dangjin Pohang Gwangyang Mokpo Jeju "
              "Donghae",
        "LK": "Hambantota Trincomalee", "LR": "Buchanan", "LV": "Ventspils",
        "LY": "Misrata Misurata Benghazi Tobruk Zawiya Zuwara Khoms Al-Khums Ras_Lanuf Derna Sirte Brega",
        "MA": "Casablanca Tangier Agadir", "MM": "Thilawa Sittwe", "MR": "Nouadhibou", "MT": "Marsaxlokk",
        "MX": "Veracruz Lazaro_Cardenas", "MY": "Port_Klang Penang Johor Pasir_Gudang Labuan Tanjung_Pelepas",
        "MZ": "Beira Nacala Pemba", "NA": "Walvis_Bay", "NG": "Lagos Apapa Tin_Can_Island Port_Harcourt Onne Kano",
        "NL": "Rotterdam Amsterdam Schiphol", "NO": "Bergen", "OM": "Salalah Sohar Duqm Sur Muscat Masirah",
        "PA": "Colon Balboa Cristobal", "PE": "Callao", "PH": "Subic_Bay Subic Cebu Davao Batangas",
        "PK": "Karachi Port_Bin_Qasim Gwadar Port_Qasim Lahore Peshawar", "PL": "Gdansk Gdynia", "PS": "Gaza",
        "PT": "Lisbon Sines Leixoes Azores", "QA": "Ras_Laffan", "RO": "Constanta Galati",
        "RU": "Vladivostok Nakhodka Novorossiysk St._Petersburg Saint_Petersburg Kaliningrad Kholmsk Vostochny "
              "Ust-Luga "
        "Taganrog Rostov-on-Don Murmansk Tuapse Zarubino Slavyanka",
        "SA": "Jeddah Dammam Yanbu Jizan Kulayyah", "SD": "Port_Sudan Suakin", "SE": "Gothenburg Malmo",
        "SG": "Jurong", "SI": "Koper", "SN": "Ziguinchor", "SO": "Bosaso Kismayo Berbera Puntland",
        "SY": "Latakia Tartus Tartous Banyas Baniyas Aleppo Homs Hama Idlib",
        "TH": "Laem_Chabang Don_Muang Don_Mueang Phuket Suvarnabhumi", "TN": "Sfax Rades",
        "TR": "Mersin Iskenderun Istanbul Izmir Diyarbakir Kilis Oncupinar Öncüpınar Ambarli Gemlik Adana Incirlik "
        "Hatay Gaziantep Dilovasi Derince Kocaeli",
        "TW": "Kaohsiung Keelung Taichung "
              "Hualien", "TZ": "Zanzibar", "UA": "Odessa Odesa Mykolaiv Mariupol Chornomorsk "
        "Illichivsk Izmail Yuzhny Kherson Oktyabrsk", "US": "New_York Baltimore Norfolk Houston Miami Los_Angeles "
        "Long_Beach Savannah Charleston Newark Seattle San_Diego New_Orleans American_Samoa Pago_Pago",
        "VE": "La_Guaira Puerto_Cabello Jose", "VN": "Haiphong Ho_Chi_Minh_City Da_Nang Cai_Lan Ha_Long Cam_Pha",
        "YE": "Aden Hodeidah Hudaydah Al_Hudaydah Saada Mukalla Mocha Al-Mokha Ras_Isa Salif Marib Nishtun",
        "ZA": "Durban Cape_Town Richards_Bay Port_Elizabeth Johannesburg",
    }.items()
    for name in names.split()
}  # fmt: skip
