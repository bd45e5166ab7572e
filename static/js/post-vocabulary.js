// Written by `python -m posts.vocabulary` from posts/tlds.txt and posts/emoticons.py; a test compares them.
export const TLDS = new Set(`
  ac ad ae aero af ag ai al alipay am amazon amsterdam ao app apple aq ar arpa art as asia at au audio auto aw
  ax az ba baby baidu band bank bar barcelona bb bbc bd be beer berlin best bet bf bg bh bi bid bike bio biz
  bj blog bm bn bo boo book bot br bs bt build business buzz bv bw by bz ca cab cafe cam camp capital car
  cards care career cash cat cc cd center cern cf cg ch chat church ci city ck cl clinic cloud club cm cn co
  coach codes coffee college cologne com community company computer consulting cooking cool coop courses cr
  credit cu cv cw cx cy cz dad date dating day de deals delivery dental design dev digital direct directory dj
  dk dm do dog domains dz earth ec edu education ee eg email energy engineer engineering enterprises er es et
  eu events exchange expert express family fan fans farm fashion fi film finance financial fish fit fitness fj
  fk flights florist fm fo forum foundation fr fun fund furniture fyi ga gallery game games garden gay gb gd
  ge gf gg gh gi gift gifts gives gl gm gmbh gn gold golf google gov gp gq gr graphics green group gs gt gu
  guide guru gw gy hamburg haus health healthcare help hiphop hk hm hn hockey holdings holiday homes horse
  hospital host house how hr ht hu icu id ie il im immo in inc industries info ink institute insure int
  international investments io iq ir is ist istanbul it je jm jo jobs jp ke kg kh ki kim kitchen km kn koeln
  kp kr kw ky kyoto kz la land law lawyer lb lc legal lgbt li life lighting limited link live lk llc loan lol
  london love lr ls lt ltd lu luxe luxury lv ly ma madrid management market marketing mba mc md me media
  melbourne memorial men menu mg mh miami microsoft mil mk ml mm mn mo mobi moda mom money monster moscow
  movie mp mq mr ms mt mu museum music mv mw mx my mz na nagoya name nc ne net network new news nf ng ngo ni
  ninja nl no np nr nu nyc nz okinawa om one ong online org organic osaka pa page paris partners parts party
  pe pet pf pg ph pharmacy photo photography photos pics pictures pink pizza pk pl place plus pm pn poker porn
  pr press pro productions promo properties property ps pt pub pw py qa quest racing radio re recipes red
  rehab ren rent rentals repair report republican rest restaurant reviews rip ro rocks rodeo rs ru run rw sa
  sale salon sb sc school science sd se security services sex sg sh shangrila shiksha shoes shop shopping show
  si sina singles site sj sk ski sl sm sn so soccer social software sohu solar solutions space sport sr ss st
  store stream studio study style su supplies supply support surf surgery sv swiss sx sy sydney systems sz
  taipei taobao tattoo tax taxi tc td team tech technology tel tennis tf tg th theater tickets tips tires tj
  tk tl tm tmall tn to today tokyo tools top tours town toys tr trade training travel tt tube tv tw tz ua ug
  uk university us uy uz va vacations vc ve ventures vet vg vi video villas vin vip vision vn vodka vote
  voyage vu wang wanggou watch webcam website wedding weibo wf wien wiki win wine work works world ws wtf xin
  xn--11b4c3d xn--1ck2e1b xn--1qqw23a xn--2scrj9c xn--30rr7y xn--3bst00m xn--3ds443g xn--3e0b707e xn--3hcrj9c
  xn--3pxu8k xn--42c2d9a xn--45br5cyl xn--45brj9c xn--45q11c xn--4dbrk0ce xn--4gbrim xn--54b7fta0cc
  xn--55qw42g xn--55qx5d xn--5su34j936bgsg xn--5tzm5g xn--6frz82g xn--6qq986b3xl xn--80adxhks xn--80ao21a
  xn--80aqecdr1a xn--80asehdb xn--80aswg xn--8y0a063a xn--90a3ac xn--90ae xn--90ais xn--9dbq2a xn--9et52u
  xn--9krt00a xn--b4w605ferd xn--bck1b9a5dre4c xn--c1avg xn--c2br7g xn--cck2b3b xn--cckwcxetd xn--cg4bki
  xn--clchc0ea0b2g2a9gcd xn--czr694b xn--czrs0t xn--czru2d xn--d1acj3b xn--d1alf xn--e1a4c xn--eckvdtc9d
  xn--efvy88h xn--fct429k xn--fhbei xn--fiq228c5hs xn--fiq64b xn--fiqs8s xn--fiqz9s xn--fjq720a xn--flw351e
  xn--fpcrj9c3d xn--fzc2c9e2c xn--fzys8d69uvgm xn--g2xx48c xn--gckr3f0f xn--gecrj9c xn--gk3at1e xn--h2breg3eve
  xn--h2brj9c xn--h2brj9c8c xn--hxt814e xn--i1b6b1a6a2e xn--imr513n xn--io0a7i xn--j1aef xn--j1amh xn--j6w193g
  xn--jlq480n2rg xn--jvr189m xn--kcrx77d1x4a xn--kprw13d xn--kpry57d xn--kput3i xn--l1acc xn--lgbbat1ad8j
  xn--mgb9awbf xn--mgba3a3ejt xn--mgba3a4f16a xn--mgba7c0bbn0a xn--mgbaam7a8h xn--mgbab2bd xn--mgbah1a3hjkrd
  xn--mgbai9azgqp6j xn--mgbayh7gpa xn--mgbbh1a xn--mgbbh1a71e xn--mgbc0a9azcg xn--mgbca7dzdo xn--mgbcpq6gpa1a
  xn--mgberp4a5d4ar xn--mgbgu82a xn--mgbi4ecexp xn--mgbpl2fh xn--mgbt3dhd xn--mgbtx2b xn--mgbx4cd0ab
  xn--mix891f xn--mk1bu44c xn--mxtq1m xn--ngbc5azd xn--ngbe9e0a xn--ngbrx xn--node xn--nqv7f xn--nqv7fs00ema
  xn--nyqy26a xn--o3cw4h xn--ogbpf8fl xn--otu796d xn--p1acf xn--p1ai xn--pgbs0dh xn--pssy2u xn--q7ce6a
  xn--q9jyb4c xn--qcka1pmc xn--qxa6a xn--qxam xn--rhqv96g xn--rovu88b xn--rvc1e0am3e xn--s9brj9c xn--ses554g
  xn--t60b56a xn--tckwe xn--tiq49xqyj xn--unup4y xn--vermgensberater-ctb xn--vermgensberatung-pwb xn--vhquv
  xn--vuq861b xn--w4r85el8fhu5dnra xn--w4rs40l xn--wgbh1c xn--wgbl6a xn--xhq521b xn--xkc2al3hye2a
  xn--xkc2dl3a5ee0h xn--y9a3aq xn--yfro4i67o xn--ygbi2ammx xn--zfr164b xxx xyz ye yoga yokohama youtube yt za
  zm zone zw
`.trim().split(/\s+/));

export const EMOTICONS = new Map([
  ["smile","smile"], ["微笑","smile"], ["grin","grin"], ["嘻嘻","grin"], ["laugh","laugh"], ["哈哈","laugh"],
  ["joy","joy"], ["笑哭","joy"], ["love","love"], ["爱你","love"], ["kiss","kiss"], ["亲亲","kiss"], ["shy","shy"],
  ["害羞","shy"], ["wink","wink"], ["挤眼","wink"], ["tongue","tongue"], ["吐舌","tongue"], ["yum","yum"],
  ["馋嘴","yum"], ["cool","cool"], ["酷","cool"], ["starry","starry"], ["星星眼","starry"], ["party","party"],
  ["庆祝","party"], ["doge","doge"], ["melon","melon"], ["吃瓜","melon"], ["smirk","smirk"], ["坏笑","smirk"],
  ["thinking","thinking"], ["思考","thinking"], ["hush","hush"], ["嘘","hush"], ["facepalm","facepalm"],
  ["捂脸","facepalm"], ["sweat","sweat"], ["汗","sweat"], ["awkward","awkward"], ["尴尬","awkward"],
  ["eyeroll","eyeroll"], ["白眼","eyeroll"], ["shocked","shocked"], ["吃惊","shocked"], ["dizzy","dizzy"],
  ["晕","dizzy"], ["cracked","cracked"], ["裂开","cracked"], ["sour","sour"], ["酸","sour"],
  ["pleading","pleading"], ["可怜","pleading"], ["sad","sad"], ["难过","sad"], ["cry","cry"], ["泪","cry"],
  ["sob","sob"], ["大哭","sob"], ["angry","angry"], ["怒","angry"], ["hmph","hmph"], ["哼","hmph"],
  ["sleepy","sleepy"], ["困","sleepy"], ["sick","sick"], ["生病","sick"], ["mask","mask"], ["口罩","mask"],
  ["like","like"], ["赞","like"], ["dislike","dislike"], ["弱","dislike"], ["ok","ok"], ["好的","ok"],
  ["yeah","yeah"], ["耶","yeah"], ["666","666"], ["fist","fist"], ["拳头","fist"], ["gogogo","gogogo"],
  ["加油","gogogo"], ["applause","applause"], ["鼓掌","applause"], ["handshake","handshake"], ["握手","handshake"],
  ["hug","hug"], ["抱抱","hug"], ["bye","bye"], ["拜拜","bye"], ["pray","pray"], ["拜托","pray"], ["heart","heart"],
  ["心","heart"], ["heartbreak","heartbreak"], ["心碎","heartbreak"], ["rose","rose"], ["鲜花","rose"],
  ["cake","cake"], ["蛋糕","cake"], ["gift","gift"], ["礼物","gift"], ["packet","packet"], ["红包","packet"],
  ["fireworks","fireworks"], ["烟花","fireworks"], ["lantern","lantern"], ["灯笼","lantern"], ["fire","fire"],
  ["火","fire"], ["star","star"], ["星星","star"], ["sun","sun"], ["太阳","sun"], ["moon","moon"], ["月亮","moon"],
  ["rain","rain"], ["下雨","rain"], ["snow","snow"], ["雪花","snow"], ["rainbow","rainbow"], ["彩虹","rainbow"],
  ["coffee","coffee"], ["咖啡","coffee"], ["cheers","cheers"], ["干杯","cheers"], ["watermelon","watermelon"],
  ["西瓜","watermelon"], ["cat","cat"], ["猫","cat"], ["panda","panda"], ["熊猫","panda"], ["rabbit","rabbit"],
  ["兔子","rabbit"], ["candle","candle"], ["蜡烛","candle"], ["music","music"], ["音乐","music"],
  ["trophy","trophy"], ["奖杯","trophy"]
]);
