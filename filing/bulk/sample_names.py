"""Names and places for made-up batches: usual in Hong Kong, belonging to nobody in particular."""

from __future__ import annotations

from typing import NamedTuple


class Place(NamedTuple):
    """A street with its number range implied, in both languages."""

    street_en: str
    street_zh: str
    district_en: str
    district_zh: str
    area: str
    building_en: str
    building_zh: str


SURNAMES = (
    ("Chan", "陳"), ("Wong", "黃"), ("Lee", "李"), ("Cheung", "張"), ("Lau", "劉"), ("Leung", "梁"),
    ("Ng", "吳"), ("Ho", "何"), ("Tsang", "曾"), ("Kwok", "郭"), ("Yeung", "楊"), ("Lam", "林"),
    ("Cheng", "鄭"), ("Tang", "鄧"), ("Fung", "馮"), ("Yip", "葉"), ("Mak", "麥"), ("Siu", "蕭"),
    ("Au Yeung", "歐陽"), ("Szeto", "司徒"),
)  # fmt: skip
GIVEN = (
    ("Tai Man", "大文"), ("Siu Ming", "小明"), ("Ka Yan", "嘉欣"), ("Wing Sze", "詠詩"), ("Chi Keung", "志強"),
    ("Mei Ling", "美玲"), ("Kwok Wai", "國偉"), ("Hoi Ting", "凱婷"), ("Tsz Kin", "子健"), ("Lai Fong", "麗芳"),
    ("Chun Kit", "俊傑"), ("Sau Ying", "秀英"), ("Ho Yin", "浩賢"), ("Pui Shan", "佩珊"), ("Wai Lun", "偉倫"),
    ("Yuk Lan", "玉蘭"), ("Man Hin", "文軒"), ("Suet Yee", "雪兒"), ("Kam Shing", "錦成"), ("Oi Lin", "愛蓮"),
)  # fmt: skip
FOREIGN = ("Maria Theresa Dela Cruz", "Gurpreet Singh Gill", "Jonathan Edward Whitfield", "Siti Rahmawati")
COMPANIES = (
    ("Golden Wok Catering Company Limited", "金鑊飲食有限公司"),
    ("Lucky Star Hardware Limited", "福星五金有限公司"),
    ("Kwong Fat Garment Factory Limited", "廣發製衣廠有限公司"),
    ("Blue Peak Logistics (HK) Limited", "藍峰物流（香港）有限公司"),
    ("Silver Moon Beauty Centre Limited", "銀月美容中心有限公司"),
    ("Wing Hing Printing Company Limited", "永興印刷有限公司"),
    ("Ever Bright Laundry Services Limited", "恒輝洗衣服務有限公司"),
    ("Pak Kee Seafood Trading Limited", "柏記海產貿易有限公司"),
    ("Nova Interior Design Limited", "新域室內設計有限公司"),
    ("Tin Fook Motors Limited", "天福汽車有限公司"),
)
SHOPS = (
    ("Ming Kee Noodle Shop", "明記麵家"), ("Fook Lam Tea House", "福臨茶室"), ("Sunrise Car Wash", "晨曦洗車"),
    ("Hing Lung Grocery", "興隆雜貨"), ("Little Garden Florist", "小花園花店"),
    ("Kai Kee Cha Chaan Teng", "佳記茶餐廳"),
)  # fmt: skip
PLACES = (
    Place("Ngau Tau Kok Road", "牛頭角道", "Kwun Tong", "觀塘", "KLN", "Fu Wah Building", "富華大廈"),
    Place("Castle Peak Road", "青山道", "Cheung Sha Wan", "長沙灣", "KLN", "Wing Cheong Building", "永昌大廈"),
    Place("Fuk Wing Street", "福榮街", "Sham Shui Po", "深水埗", "KLN", "Kam Fung House", "錦豐樓"),
    Place("Shanghai Street", "上海街", "Mong Kok", "旺角", "KLN", "Yau Shing Commercial Centre", "友誠商業中心"),
    Place("Hennessy Road", "軒尼詩道", "Wan Chai", "灣仔", "HK", "Luk Kwok Mansion", "六合大樓"),
    Place("Electric Road", "電氣道", "North Point", "北角", "HK", "Ocean View Court", "海景閣"),
    Place("Queen's Road West", "皇后大道西", "Sai Ying Pun", "西營盤", "HK", "Tak Shing Building", "德成大廈"),
    Place("Aberdeen Main Road", "香港仔大道", "Aberdeen", "香港仔", "HK", "Kam Tao Building", "錦都大廈"),
    Place("Sha Tin Centre Street", "沙田正街", "Sha Tin", "沙田", "NT", "Hilltop Plaza", "峰華廣場"),
    Place("Castle Peak Rd – Yuen Long", "青山公路－元朗段", "Yuen Long", "元朗", "NT", "Long Ping House", "朗屏大廈"),
    Place("Kwai Foo Road", "葵富路", "Kwai Chung", "葵涌", "NT", "Kwai Hing Industrial Centre", "葵興工業中心"),
    Place("Po Tung Road", "普通道", "Sai Kung", "西貢", "NT", "Sai Kung Villa", "西貢花園"),
)  # fmt: skip
SIGNATORIES = (
    ("Ho Lai Kuen", "何麗娟", "Credit Control Manager", "信貸監控經理"),
    ("Tsui Chi Wai", "徐志偉", "Authorised Officer, Accounts Department", "會計部獲授權人員"),
)
