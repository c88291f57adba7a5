"""Names and places that belong to nobody: put together by chance from these lists."""

FORENAMES = (
    "Adaeze Aidan Aisha Alice Amara Amir Ana Andrew Anita Arjun Ben Beth Callum Carys Chidi Chloe Daniel Dawn Deepa Dev "
    "Eilidh Elena Emeka Emma Ewan Farah Faye Femi Finn Fiona Gareth Grace Hana Harriet Hassan Hugo Ifan Imran Ines Iqra "
    "Jack Jade Jamal Jonah Joy Kabir Kate Kelechi Kiran Laila Leah Lewis Lucy Luke Mai Marek Maya Megan Mo Nadia Nia "
    "Niamh Noor Oisin Olga Omar Owen Pavel Petra Priya Rafael Rhys Robin Rosa Ruth Sadia Sam Sana Sean Shauna Simran "
    "Sofia Stephen Tariq Tess Theo Tomasz Una Uzma Vera Vikram Wendy Will Yasmin Yusuf Zara Zoe"
).split()
SURNAMES = (
    "Abernethy Adeyemi Ahmed Akhtar Aldous Ashworth Baptiste Barrow Beckett Bhatt Blackwood Bolt Brannigan Brook Calder "
    "Chaudhry Chen Clegg Colley Corrigan Dacosta Dalby Darwish Desai Drummond Dube Eastwood Ellery Eze Fairfax Farrow "
    "Fenwick Finch Gallagher Garside Gill Goddard Greaves Haddad Hargreave Hartley Hirst Holroyd Hussain Ibrahim Ingham "
    "Iqbal Jessop Jolly Kaur Kay Keane Kowalski Lamb Langley Lister Lomax Mahmood Marsden Mbeki McAvoy Mehta Midgley "
    "Mistry Nair Naylor Nolan Nwosu Oakes Obi Okafor Oldroyd Orr Parkin Patel Peake Pryce Quaye Quirk Rahman Rao Reilly "
    "Rigby Rushworth Sandhu Saville Shah Shaw Sidhu Sorensen Stead Sykes Tandon Teale Thorne Tran Tully Umar Varley Vine "
    "Wadsworth Waheed Walsh Whitaker Wray Xavier Yates Yilmaz Younis Zielinski"
).split()
PLACES = (
    "Harbour Street", "Moorside market", "Eastvale station", "the A614 at Weststead", "Castle Park", "Quay Road",
    "Northshire General hospital", "Moorside custody suite", "the front desk at Harbour", "Station Approach",
    "a flat in Mill Lane", "the football ground", "Weststead bus station", "a shop in High Street", "Eastvale school",
)  # fmt: skip
